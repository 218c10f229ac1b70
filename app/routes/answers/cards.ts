import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { getViewer } from "~/features/auth/auth.server";
import { metrics } from "~/features/metrics/metrics";
import { findProfile } from "~/features/members/members.server";
import { excerptOf } from "~/features/posts/posts";
import { findLinkCard } from "~/features/posts/posts.server";
import { unitOf } from "~/features/series/series";
import { readLatest } from "~/features/series/series.server";
import { findTagPage } from "~/features/tags/tags.server";
import { type OurPage, pageAt } from "~/paths";
import { env } from "~/platform/env.server";
import { invariantResponse } from "~/platform/responses.server";
import { countedInThousands } from "~/ui/count";
import { formatDate } from "~/ui/dates";
import { formatQuantity } from "~/ui/quantity";
import { shorten } from "~/ui/shorten";

/** What a card says of a page of ours, `{ kind, title, note, facts, action, href }`, as this viewer may read it. */
export async function loader({ context }: LoaderFunctionArgs) {
  const of = context.url.searchParams.get("of") ?? "";
  const { publicOrigin } = env();
  const page = /^\/(?!\/)/.test(of) ? pageAt(publicOrigin + of, publicOrigin) : null;
  const card = page && (await findLinkCard(page, await getViewer(context)));
  invariantResponse(page && card, "There is nothing to say of this address.", { status: 404 });
  return json(
    { ...card, ...(await moreOf(page)), action: actions[page.kind] },
    { headers: { "X-Robots-Tag": "noindex" } },
  );
}

const actions: Record<OurPage["kind"], string> = {
  thread: "Open the thread",
  post: "Go to the post",
  claim: "Open the claim",
  series: "Open the series",
  metric: "All chains",
  chain: "Open the chain",
  tag: "Open the tag",
  member: "Open the profile",
  source: "All that cite it",
  other: "Open",
};

type More = { note?: string; facts: string[] };

/** What a card has room for and a line in a text has not. */
async function moreOf(page: OurPage): Promise<More> {
  if (page.kind === "member") return ofMember(page.name);
  if (page.kind === "tag" || page.kind === "chain") return ofTag(page);
  return { facts: [] };
}

async function ofMember(handle: string): Promise<More> {
  const profile = await findProfile(handle);
  if (!profile || profile.isFormer) return { facts: [] };
  const { bio, joinedAt, threadCount, postCount, role, isSuspended } = profile;
  const said = [`@${profile.handle}`, role !== "member" && role, isSuspended && "suspended"]
    .filter(Boolean)
    .join(" · ");
  return {
    note: bio ? `${said}. ${shorten(bio.replaceAll(/\s+/g, " "), 200)}` : said,
    facts: [
      `joined ${formatDate(joinedAt)}`,
      countedInThousands(threadCount, "thread"),
      countedInThousands(postCount, "post"),
    ],
  };
}

/** A chain's tag has the chain's slug. */
async function ofTag({ kind, name }: { kind: "tag" | "chain"; name: string }): Promise<More> {
  const tag = await findTagPage(name);
  const [latest] = kind === "chain" ? await readLatest([{ subject: name, metric: "tps" }]) : [];
  const isMeasured = latest && latest.value !== null && latest.asOf !== null;
  return {
    ...(tag && { note: excerptOf(tag.description) }),
    facts: [
      ...(isMeasured
        ? [`${metrics.tps.name} ${formatQuantity(latest.value, unitOf(latest))} on ${formatDate(latest.asOf ?? "")}`]
        : []),
      ...(tag
        ? [countedInThousands(tag.threadCount, "thread"), countedInThousands(tag.followerCount, "follower")]
        : []),
    ],
  };
}
