# syntax=docker/dockerfile:1.8
# check=error=true
# The central server's image: its sources, the packages they need, Node, and nothing else; no shell, no package manager, nobody's root.
# The pipeline gives both bases by digest (BUILD_IMAGE, RUN_IMAGE); by hand their tags serve.
ARG BUILD_IMAGE=node:24.21.0-bookworm-slim
ARG RUN_IMAGE=gcr.io/distroless/nodejs24-debian12:nonroot

FROM ${BUILD_IMAGE} AS packages
WORKDIR /source
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund

FROM packages AS collected
COPY shared ./shared
COPY paper ./paper
COPY sync-server ./sync-server
COPY renderer ./renderer
COPY build/image ./build/image
COPY build/verification ./build/verification
COPY build/walls ./build/walls
RUN node build/image/collect-server.ts /image

FROM ${RUN_IMAGE} AS server
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Guichet server" \
      org.opencontainers.image.description="The centre of Guichet: push, pull, registration, news" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      fr.guichet.sbom="/app/sbom.cdx.json" \
      fr.guichet.sbom.format="CycloneDX 1.6"
WORKDIR /app
# Owned by root, run by nobody: the server can't change itself.
COPY --from=collected --chown=0:0 /image /app
ENV NODE_ENV=production
USER 65532:65532
EXPOSE 8787
STOPSIGNAL SIGTERM
# The base's entry point is Node. Kubernetes asks /healthz and /readyz itself.
CMD ["sync-server/main.ts"]
