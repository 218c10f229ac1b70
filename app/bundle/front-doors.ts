import type { Plugin } from "vite";

/** Packages of many small modules: one file is loaded several times as fast at a start as a hundred. */
const inOneFile = [
  /^zod($|\/)/,
  /^@conform-to\//,
  /^d3-/,
  "internmap",
  "diff",
  "lucia",
  /^@oslojs\//,
  // What reads texts: a thread loads it whenever it starts again.
  /^(markdown-it|linkify-it|mdurl|uc\.micro|punycode\.js|shiki|entities)($|\/)/,
  /^@shikijs\//,
  /^(hast-util-|unist-util-|html-void-elements|zwitch|stringify-entities|ccount|property-information)/,
  /^(comma|space)-separated-tokens|^character-entities/,
  /^(htmlparser2|dom(handler|elementtype|utils|-serializer))$/,
];

/**
 * Server, worker and the thread that reads texts are built in one step with Remix's server build, so that all run on one graph of
 * modules; the enhancement module is built with the browser's files. Stands after Remix's plugin, whose input it replaces.
 */
export function frontDoors(): Plugin {
  return {
    name: "front-doors",
    config: (_, { isSsrBuild, command }) => {
      if (command !== "build") return {};
      if (!isSsrBuild) return {};
      return {
        ssr: { noExternal: inOneFile },
        // Names stay, for traces of errors. Without comments and signs beyond ASCII the text is a third as large in memory.
        esbuild: {
          minifyWhitespace: true,
          minifySyntax: true,
          minifyIdentifiers: false,
          legalComments: "none",
        },
        build: {
          target: "node20",
          minify: "esbuild",
          rollupOptions: {
            input: {
              index: "virtual:remix/server-build",
              server: "app/server/server.ts",
              worker: "app/server/worker.ts",
              "reading-thread": "app/server/reading-thread.ts",
            },
            // All in one folder: a file finds the others beside it.
            output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
          },
        },
      };
    },
  };
}
