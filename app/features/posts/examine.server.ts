/** Asks whether a text is posted, waits for a moderator, or has too many links, before anything of it is written. */
import { createHash } from "node:crypto";
import type { Member } from "~/features/auth/auth";
import { isModerator } from "~/features/auth/auth";
import { findKnownAddresses } from "~/features/citations/citations.server";
import { tidyHost } from "~/features/sources/sources";
import { readTrust } from "~/features/trust/trust.server";
import type { Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { isLoopbackHost } from "~/platform/loopback";
import { lockByKey } from "~/platform/locks.server";
import { keyedHash } from "~/platform/secret-box.server";
import { counted } from "~/ui/count";
import type { NotNow } from "./may-post.server";
import type { PreparedText } from "./prepare-text.server";
import { burst, hidesCharacters, type HoldRule, linksIn, mostlyTheSame, plainWords, sketchOf } from "./suspect-text";

export type Examined = {
  /** The rules that matched; none for a text that is posted. */
  rules: HoldRule[];
  /** What a moderator reads of each. */
  evidence: string[];
  /** Too many links to be held. */
  refusal: NotNow | null;
  /** A new member's links that count, in a text that is posted. */
  links: string[];
  /** What is kept of a new member's text for seven days; null for everybody else. */
  trace: { memberId: number; textHash: string; sketch: number[]; addressHash: string; at: Date } | null;
};

type Given = {
  author: Member;
  text: PreparedText;
  address?: string | undefined;
  at: Date;
  /** The text that an edit replaces: only what is added counts. */
  edited?: { postId: number; body: string };
};

const nothing: Examined = { rules: [], evidence: [], refusal: null, links: [], trace: null };

/** To be asked before the thread is locked: texts from one address are examined one after the other. */
export async function examine(tx: Tx, { author, text, address, at, edited }: Given): Promise<Examined> {
  if (isModerator(author)) return nothing;
  const all = linksIn(text, env().publicOrigin);
  const isAdded = (link: string) => !edited?.body.includes(link.replace(/\/$/, ""));
  const [cited, other] = [all.cited.filter(isAdded), all.other.filter(isAdded)];
  const bad = await findSpamHosts(tx, [...cited, ...other]);
  const trust = await readTrust(author, tx);
  const found = new Map<HoldRule, string>();
  if (bad.length > 0) found.set("spam-host", `Links to a host that was decided to be spam here: ${bad.join(", ")}.`);
  if (trust.isTrusted) return { ...nothing, rules: [...found.keys()], evidence: [...found.values()] };

  // This machine's own address tells nobody apart: at home, and behind a proxy that hides its clients.
  const addressHash = address && !isLoopbackHost(address) ? keyedHash("post-address", address) : "";
  if (addressHash) await lockByKey(tx, "postAddress", addressHash);
  const trace = { ...printOf(text.parsed.plainText), memberId: author.id, addressHash, at };
  const same = await findSame(tx, trace, edited?.postId ?? 0);
  if (same) found.set("same-text", same);
  if (hidesCharacters(text.body) && !(edited && hidesCharacters(edited.body)))
    found.set("invisible", "Invisible characters stand between its letters.");
  const recent = addressHash ? await countFrom(tx, addressHash, at) : 0;
  if (recent >= burst.posts)
    found.set("burst", `The ${recent + 1}th text of new members from one network within ten minutes.`);

  const { limits, done } = trust;
  const isFree = done.posts >= limits.keptForLinks;
  const known = isFree ? new Set<string>() : await findKnownAddresses(tx, other, author.id);
  const links = isFree ? [] : other.filter((link) => !known.has(link));
  if (links.length > limits.links + limits.heldLinks)
    return { ...nothing, refusal: tooManyLinks(links.length, limits) };
  if (links.length > limits.links)
    found.set("links", `${counted(links.length, "link")} of a new member, to ${hostsOf(links).join(", ")}.`);
  return { rules: [...found.keys()], evidence: [...found.values()], refusal: null, links, trace };
}

const tooManyLinks = (count: number, { links, heldLinks }: { links: number; heldLinks: number }): NotNow => ({
  words: `This text has ${count} links that count. A new member’s post can have ${links}, and with up to ${links + heldLinks} a moderator looks first. Cite your sources, which doesn’t count, or leave some out. Your text is still here.`,
  status: 422,
  seconds: null,
});

/** The hosts of addresses, each once. */
export const hostsOf = (addresses: string[]): string[] => [
  ...new Set(addresses.map((address) => tidyHost(new URL(address).hostname))),
];

async function findSpamHosts(tx: Tx, addresses: string[]): Promise<string[]> {
  if (addresses.length === 0) return [];
  const rows = await tx.spamHost.findMany({ where: { host: { in: hostsOf(addresses) } }, select: { host: true } });
  return rows.map(({ host }) => host);
}

/** What a text is known by; quotes are no part of it. */
function printOf(plainText: string) {
  const words = plainWords(plainText);
  const sketch = sketchOf(words);
  return {
    textHash: sketch.length > 0 ? createHash("sha256").update(words.join(" ")).digest("hex") : "",
    sketch,
  };
}

/** A sentence of a text of these days that says nearly the same; null without one. Posts that its author deleted don't count. */
async function findSame(
  tx: Tx,
  { memberId, textHash, sketch }: { memberId: number; textHash: string; sketch: number[] },
  exceptPostId: number,
) {
  if (textHash === "") return null;
  const [same] = await tx.$queryRaw<{ postId: number | null; handle: string; isEqual: boolean }[]>`
    select t."postId", m."handle", t."textHash" = ${textHash} as "isEqual"
    from "PostTrace" t join "Member" m on m."id" = t."memberId" left join "Post" p on p."id" = t."postId"
    where (t."textHash" = ${textHash} or (t."sketch" && ${sketch}::int[]
        and (select count(*) from unnest(t."sketch", ${sketch}::int[]) as s(x, y) where x = y) >= ${mostlyTheSame}))
      and t."at" > now() - interval '7 days' and t."postId" is distinct from ${exceptPostId}
      and (t."memberId" <> ${memberId} or p."status" is distinct from 'deleted')
    order by "isEqual" desc, t."id" limit 1`;
  if (!same) return null;
  const place = same.postId === null ? `a held text of @${same.handle}` : `post ${same.postId} of @${same.handle}`;
  return `Says ${same.isEqual ? "the same" : "nearly the same"} as ${place}.`;
}

const countFrom = (tx: Tx, addressHash: string, at: Date) =>
  tx.postTrace.count({ where: { addressHash, at: { gt: new Date(at.getTime() - burst.seconds * 1_000) } } });

/** Removes what new members' texts were known by, after seven days. */
export async function sweepTraces(tx: Tx) {
  await tx.$executeRaw`delete from "PostTrace" where "at" <= now() - interval '7 days'`;
}
