package dev.tandem.accounts.pipeline;

import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.tandem.platform.auth.Roles;
import dev.tandem.platform.resource.Readers;
import dev.tandem.platform.resource.RecordApi;
import dev.tandem.platform.resource.RecordEndpoints;
import dev.tandem.platform.resource.Refuses;
import dev.tandem.platform.resource.Writers;

/** Pipelines over HTTP. */
@Path("/api/v1/b2b/pipelines")
@Tag(name = "Pipelines")
@RecordApi(one = "a pipeline", many = "pipelines")
@Readers({ Roles.SALES, Roles.SALES_MANAGER, Roles.CUSTOMER_SUCCESS, Roles.MARKETING, Roles.FINANCE, Roles.ANALYST,
        Roles.ADMIN })
@Writers(Roles.ADMIN)
@Refuses(conflicts = { "code-taken", "default-taken", "stage-in-use" }, invalid = { "repeated-stage", "repeated-order",
        "won-is-certain", "lost-has-no-chance", "no-open-stage", "no-won-stage" }, inUse = "pipeline-in-use")
public class PipelineResource extends RecordEndpoints<PipelineDetails, PipelineView> {

    PipelineResource(PipelineService service) {
        super(service);
    }
}
