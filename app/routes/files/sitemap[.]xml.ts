import type { LoaderFunctionArgs } from "@remix-run/node";
import { listMemberRanges } from "~/features/members/members.server";
import { listThreadRanges } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { answerWithSitemap, partSize } from "./sitemaps/sitemap.server";

/** Which parts the site map has. Lists are not in it: they are found from any page and change with every post. */
export async function loader({ request }: LoaderFunctionArgs) {
  const threads = await listThreadRanges(partSize);
  const members = await listMemberRanges(partSize);
  return answerWithSitemap(request, "sitemapindex", [
    ...threads.map(({ number, changedAt }) => ({ path: paths.sitemap({ kind: "threads", number }), changedAt })),
    ...members.map((number) => ({ path: paths.sitemap({ kind: "members", number }) })),
  ]);
}
