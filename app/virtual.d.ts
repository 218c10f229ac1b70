/** Where the built enhancement module is; answered by a plugin in vite.config.ts. */
declare module "virtual:enhance-url" {
  const url: string;
  export default url;
}

/** Where the script is that sets a visitor's theme before a page is drawn. */
declare module "virtual:visitor-appearance-url" {
  const url: string;
  export default url;
}

/** Where the module is that draws diagrams inside their frame. */
declare module "virtual:diagram-frame-url" {
  const url: string;
  export default url;
}

/** Where the module is that keeps a metric's frame on another site alive. */
declare module "virtual:metric-frame-url" {
  const url: string;
  export default url;
}

/** Where Mermaid is, among the built files. */
declare module "virtual:mermaid-url" {
  const url: string;
  export default url;
}

declare module "virtual:remix/server-build" {
  import type { ServerBuild } from "@remix-run/node";
  const build: ServerBuild;
  export = build;
}
