import { xmlText } from "~/ui/xml";
import { env } from "~/platform/env.server";
import { answerOrUnchanged, versionOf } from "~/platform/revalidation.server";

/** Ids in one part: far below the 50,000 addresses that a part may hold, so that none takes long to write. */
export const partSize = 10_000;

export type Place = { path: string; changedAt?: string };

/** An index of parts, or a part with its pages, as sitemaps.org says it. */
export function answerWithSitemap(request: Request, kind: "sitemapindex" | "urlset", places: Place[]) {
  const name = kind === "sitemapindex" ? "sitemap" : "url";
  const body = `${[
    '<?xml version="1.0" encoding="utf-8"?>',
    `<${kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`,
    ...places.map(({ path, changedAt }) => {
      const changed = changedAt ? `<lastmod>${changedAt}</lastmod>` : "";
      return `<${name}><loc>${xmlText(env().publicOrigin + path)}</loc>${changed}</${name}>`;
    }),
    `</${kind}>`,
  ].join("\n")}\n`;
  const version = { tag: versionOf(body), headers: { "Cache-Control": "public, no-cache" } };
  return answerOrUnchanged(request, version, () => {
    return new Response(body, { headers: { "Content-Type": "application/xml; charset=utf-8" } });
  });
}
