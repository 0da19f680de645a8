package dev.tandem.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import dev.tandem.local.home.Home;

/**
 * One suite with the demo data for all test classes that ask for it by a parameter of type {@link RunningSuite}: a start
 * takes a minute. Tests that share it may add records; they do not change what the demo brought.
 */
final class DemoSuite implements ParameterResolver {

    /** The suite as it was found after a plain {@code ./tandem up}, with what that start said. */
    private record Shared(Path folder, RunningSuite suite) implements AutoCloseable {

        static Shared start() {
            try {
                Path folder = Files.createTempDirectory("tandem-demo");
                RunningSuite suite = new RunningSuite(folder.resolve("home"));
                RunningSuite.Output up = suite.tandem("up", "--detach");
                assertThat(up.code()).as(up.text()).isZero();
                assertThat(up.text()).contains("http://localhost:" + suite.ports().gateway() + "/");
                return new Shared(folder, suite);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            suite.close();
            Home.deleteTree(folder);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningSuite.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(ExtensionContext.Namespace.create(DemoSuite.class))
                .getOrComputeIfAbsent(Shared.class, any -> Shared.start(), Shared.class).suite();
    }
}
