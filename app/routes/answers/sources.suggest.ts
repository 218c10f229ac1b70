import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { requireMember } from "~/features/auth/auth.server";
import { listThreadSourceIds } from "~/features/citations/citations.server";
import { searchEips, searchSources } from "~/features/sources/sources.server";
import { db } from "~/platform/db.server";
import { problem } from "~/platform/responses.server";

const Asked = z.object({
  q: z.string().max(200).default(""),
  thread: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
});

const maxSources = 12;

/** `{ items: [{ from, key, title, byline, kind, insert }] }`: what could be cited here, this thread's sources first, then the site's, then EIPs. */
export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireMember(context);
  const asked = Asked.safeParse(Object.fromEntries(context.url.searchParams));
  if (!asked.success) return problem(400, "Bad request", "“q” has at most 200 characters and “thread” is a number.");

  const { q, thread } = asked.data;
  const among = thread ? await listThreadSourceIds(thread, member) : [];
  const inThread = among.length > 0 ? await searchSources(db, q, { take: maxSources, among }) : [];
  const onSite = await searchSources(db, q, { take: maxSources });
  const known = new Set(inThread.map(({ id }) => id));
  const sources = [
    ...inThread.map((source) => ({ from: "thread", source })),
    ...onSite.filter(({ id }) => !known.has(id)).map((source) => ({ from: "site", source })),
  ].slice(0, maxSources);
  const eips = (await searchEips(db, q, 6)).map(({ number, title, status, category }) => {
    const key = `${category === "ERC" ? "ERC" : "EIP"}-${number}`;
    return { from: "eip", key, title: `${key}: ${title}`, byline: status, kind: "eip", insert: `[^${key}]` };
  });
  const items = sources.map(({ from, source: { citekey, title, byline, kind } }) => ({
    from,
    key: citekey,
    title,
    byline,
    kind,
    insert: `[^${citekey}]`,
  }));
  const shown = new Set(items.map(({ key }) => key));
  return json(
    { items: [...items, ...eips.filter(({ key }) => !shown.has(key.toLowerCase()))] },
    { headers: { "Cache-Control": "private, no-store" } },
  );
}
