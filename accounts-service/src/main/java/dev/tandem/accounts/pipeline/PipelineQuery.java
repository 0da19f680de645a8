package dev.tandem.accounts.pipeline;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import dev.tandem.accounts.record.Selection;

/** The filters of lists and counts of pipelines, by field name. */
public class PipelineQuery {

    @RestQuery
    @Parameter(description = "Exact code")
    public @Nullable String code;

    @RestQuery
    @Parameter(description = "`true` or `false`")
    public @Nullable String isDefault;

    Selection selection() {
        return new Selection()
                .text("code", code)
                .flag("isDefault", "standard", isDefault);
    }
}
