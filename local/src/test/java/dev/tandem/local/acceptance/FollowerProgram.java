package dev.tandem.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import dev.tandem.local.process.Processes;

/** The feed client of the documentation, run by the JDK from its source file as a reader would try it. */
record FollowerProgram(Path token, Path place) {
    private static final Path SOURCE = RunningSuite.CHECKOUT.resolve("docs/examples/feed/FeedFollower.java");

    /** What it found since its place: number of entities and the sum of their versions. */
    String follow(URI feed) {
        ProcessBuilder builder = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--class-path", System.getProperty("java.class.path"), SOURCE.toString(), feed.toString(),
                token.toString(), place.toString())).redirectErrorStream(true);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        try {
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor()).as(text).isZero();
            return text;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw Processes.interrupted(e);
        }
    }
}
