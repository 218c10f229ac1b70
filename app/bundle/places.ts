/** Where the build finds what it treats on its own. */
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");
export const inApp = (path: string) => join(root, "app", path);
/** Where the builds put what browsers load. */
export const assets = join(root, "build/client/assets");
export const zodInBrowserFile = inApp("platform/zod-in-browser.ts");
export const ofFramework =
  /\/node_modules\/(?:react|react-dom|scheduler|react-router|react-router-dom|@remix-run\/(?:react|router|server-runtime))\//;
export const isDoor = (id: string) => /\/app\/features\/([\w-]+)\/\1(?:\.server)?\.ts$/.test(id);
export const isRoomOrScreen = (id: string) => /\/app\/(?:features|ui|routes)\//.test(id);
