import { type RouteConfig, route } from "@remix-run/route-config";
import { flatRoutes } from "@remix-run/fs-routes";
import { exportFormats } from "./features/sources/export-formats";

/** Files beside pages, one route for each format: `/sources/eip-7732.bib`. */
const exports = {
  source: "sources/:citekey",
  thread: "t/:threadId/:slug/sources",
  post: "p/:postId/sources",
  cite: "p/:postId/cite",
};

const exportRoutes = Object.entries(exports).flatMap(([name, path]) =>
  exportFormats.map((format) =>
    route(`${path}.${format}`, `routes/exports/${name}.ts`, { id: `routes/exports/${name}.${format}` }),
  ),
);

/** The map of URLs is the folder `routes/` and the files beside its pages; `npx remix routes` prints it. */
export default [...(await flatRoutes()), ...exportRoutes] satisfies RouteConfig;
