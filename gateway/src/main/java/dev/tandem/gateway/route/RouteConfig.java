package dev.tandem.gateway.route;

import java.net.URI;
import java.util.Map;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** The route table as it is configured: {@code tandem.gateway.routes.<name>.prefix} and {@code .url}. */
@ConfigMapping(prefix = "tandem.gateway.routes")
interface RouteConfig {

    @WithParentName
    Map<String, Line> lines();

    interface Line {

        String prefix();

        URI url();
    }
}
