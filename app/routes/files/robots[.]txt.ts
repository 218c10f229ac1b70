import { paths } from "~/paths";
import { env } from "~/platform/env.server";

/** Pages that are forms, belong to one member, or repeat what another page says. */
const uninteresting = [
  "/sign-",
  "/new$",
  "/new?",
  "/mod/",
  "/admin/",
  "/p/*/edit",
  "/p/*/history",
  "/drafts",
  "/settings",
  "/inbox",
  "/bookmarks",
  "/api/",
];

export function loader() {
  const lines = [
    "User-agent: *",
    ...uninteresting.map((path) => `Disallow: ${path}`),
    "",
    `Sitemap: ${env().publicOrigin}${paths.sitemap()}`,
    "",
  ];
  return new Response(lines.join("\n"), {
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=3600" },
  });
}
