# The web server and the worker are one image; compose.yaml says which of the two a container is.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN node -e 'import("./app/server/build-if-changed.js").then((build) => build.buildIfChanged())' \
  && npm prune --omit=dev

FROM node:22-bookworm-slim
# Each of glibc's arenas keeps memory that its threads once needed: with two of them some 50 MB less than with the usual number.
ENV NODE_ENV=production PORT=3000 HOST=0.0.0.0 MALLOC_ARENA_MAX=2
WORKDIR /app
COPY --from=build --chown=node:node /app ./
USER node
EXPOSE 3000
CMD ["node", "--max-old-space-size=384", "--max-semi-space-size=8", "--v8-pool-size=1", "--heap-growing-percent=60", "app/server/start.js"]
