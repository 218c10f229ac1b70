import type { RouteConfig } from "@remix-run/route-config";
import { flatRoutes } from "@remix-run/fs-routes";

/** The map of URLs is the folder `routes/`; `npx remix routes` prints it. */
export default flatRoutes() satisfies RouteConfig;
