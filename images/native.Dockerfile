# A native binary as an image; the workflow "release" builds it where Mandrel made the binary.
FROM quay.io/quarkus/ubi9-quarkus-micro-image:2.0
WORKDIR /opt/tandem
COPY --chmod=0555 *-runner /opt/tandem/application
USER 185
ENTRYPOINT ["/opt/tandem/application"]
