import type { Plugin } from "vite";
import { zodInBrowserFile } from "./places";

/** zod for the browser, set up for the content security policy before any schema is made. */
export function zodInBrowser(): Plugin {
  let isBrowserBuild = false;
  return {
    name: "zod-in-browser",
    enforce: "pre",
    configResolved: ({ command, build }) => void (isBrowserBuild = command === "build" && !build.ssr),
    resolveId: (asked, importer) =>
      isBrowserBuild && asked === "zod" && importer !== zodInBrowserFile ? zodInBrowserFile : null,
  };
}
