import type { LoaderFunctionArgs } from "@remix-run/node";
import { paths } from "~/paths";
import { type PartKind, parts } from "./sitemaps/parts.server";
import { answerWithSitemap, type Place } from "./sitemaps/sitemap.server";

/** Which parts the site map has. Lists are not in it: they are found from any page and change with every post. */
export async function loader({ request }: LoaderFunctionArgs) {
  const places: Place[] = [];
  for (const kind of Object.keys(parts) as PartKind[])
    for (const { number, ...rest } of await parts[kind].list())
      places.push({ path: paths.sitemap({ kind, number }), ...rest });
  return answerWithSitemap(request, "sitemapindex", places);
}
