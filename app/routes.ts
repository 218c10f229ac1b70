import { layout, route, type RouteConfig, type RouteConfigEntry } from "@remix-run/route-config";
import { flatRoutes } from "@remix-run/fs-routes";
import { exportFormats } from "./features/sources/sources";

/** Addresses with a format suffix. All formats of a thing share one file, which reads the suffix. */
const suffixes = {
  pictures: {
    formats: ["png", "svg"],
    files: {
      "embed/thread/:threadId": "thread",
      "embed/site": "site",
      "embed/metric/:chain/:metric": "metric",
      "embed/claim/:claimId": "claim",
      "embed/claim/:claimId/card": "claim-card",
      "embed/post/:postId": "post",
    },
  },
  data: {
    formats: ["json"],
    files: { "embed/metric/:chain/:metric": "metric" },
  },
  exports: {
    formats: exportFormats,
    files: {
      "sources/:citekey": "source",
      "t/:threadId/:slug/sources": "thread",
      "p/:postId/sources": "post",
      "p/:postId/cite": "cite",
      "t/:threadId/:slug/cite": "thread-cite",
    },
  },
  documents: {
    formats: ["md"],
    files: { "t/:threadId/:slug": "thread" },
  },
  archives: {
    formats: ["zip"],
    files: { "t/:threadId/:slug": "thread" },
  },
  feeds: {
    formats: ["rss", "atom", "json"],
    files: {
      index: "threads",
      "t/:threadId/:slug": "thread",
      "u/:handle": "member",
      "tags/:slug": "tag",
      claims: "claims",
      modlog: "modlog",
      search: "search",
      "inbox/feed/:token": "inbox",
    },
  },
};

function suffixRoutes() {
  return Object.entries(suffixes).flatMap(([folder, { formats, files }]) =>
    Object.entries(files).flatMap(([path, name]) =>
      formats.map((format) =>
        route(`${path}.${format}`, `routes/files/${folder}/${name}.ts`, {
          id: `routes/files/${folder}/${name}.${format}`,
        }),
      ),
    ),
  );
}

/** Parts of the site map: `sitemap.xml`, a file of its own, stands before it and is found first. */
const sitemapPart = route(":part.xml", "routes/files/sitemaps/part.ts", { id: "routes/files/sitemaps/part.xml" });

/** What most visits see: these two come without the sheet of all other screens, which `screens.tsx` brings. */
const common = new Set(["routes/pages/_index", "routes/pages/t.$threadId.($slug).($number)"]);
const screens = await flatRoutes({ rootDirectory: "routes/pages" });
const isCommon = ({ id }: RouteConfigEntry) => id !== undefined && common.has(id);

/**
 * The map of URLs: three folders and the list above; `npx remix routes` prints it. `pages/` are screens inside the frame,
 * `answers/` JSON and redirects for our own script and forms, `files/` what other programs fetch.
 */
export default [
  layout("frame.tsx", [
    ...screens.filter(isCommon),
    layout(
      "screens.tsx",
      screens.filter((screen) => !isCommon(screen)),
    ),
  ]),
  ...(await flatRoutes({ rootDirectory: "routes/answers" })),
  ...(await flatRoutes({ rootDirectory: "routes/files" })),
  ...suffixRoutes(),
  sitemapPart,
] satisfies RouteConfig;
