package dev.tandem.accounts.pipeline;

import jakarta.inject.Singleton;

import dev.tandem.platform.resource.DetailsImport;

/** Rows of pipelines, each with its stages, so that a foreign system's stages stay what they are. */
@Singleton
class PipelineImport extends DetailsImport<Pipeline, PipelineDetails> {

    PipelineImport(PipelineService service) {
        super(service);
    }
}
