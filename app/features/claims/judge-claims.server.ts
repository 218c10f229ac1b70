/** Judges the claims of a thread: against data at posting and now, and against one another. Run again, it says the same. */
import type { ChainSnapshot } from "~/features/chains/chains";
import { listGroupMembers, readChains } from "~/features/chains/chains.server";
import { findNotInSource } from "~/features/citations/citations.server";
import { databaseNow, type Tx } from "~/platform/db.server";
import { compareClaims } from "./consistency";
import { readSubject, slugsOf, statementOf, type Subject } from "./judged-claim";
import { newSight } from "./observe.server";
import { openClaims } from "./open-claims.server";
import { findAgreedDisputes } from "./rate-dispute.server";
import { type Found, reachVerdict } from "./reach-verdict.server";
import { storeVerdict, type Trouble } from "./store-verdict.server";

/** Tells the author of a claim what its check found, in the transaction that stores it. */
export type TellAuthor = (tx: Tx, trouble: Trouble) => Promise<void>;

const tellNobody: TellAuthor = async () => {};

/**
 * Judges every open claim of a thread and stores what changed; an author is told in the same transaction, before anybody
 * else sees it. Answers whether to judge the thread again before the next round: a word waits for a second run, or somebody
 * else judged at the same time.
 */
export async function judgeThread(
  threadId: number,
  tell: TellAuthor = tellNobody,
  sight = newSight(),
): Promise<{ isUnsettled: boolean }> {
  const now = await databaseNow();
  const all = (await openClaims(threadId)).flatMap(readSubject);
  const found = {
    ...(await compareAll(all)),
    notInSource: await findNotInSource([...new Set(all.flatMap(({ row }) => row.citationIds))]),
    disputed: await findAgreedDisputes(all.map(({ row }) => row.id)),
  };
  let isUnsettled = false;
  for (const subject of all) {
    const judged = await reachVerdict(subject, found, now, sight);
    const stored = await storeVerdict(subject.row, judged, now, tell);
    isUnsettled ||= stored !== "stored";
  }
  return { isUnsettled };
}

/** The arithmetic between these claims, and the names and texts for sentences about it. */
export async function compareAll(all: Subject[]): Promise<Omit<Found, "notInSource" | "disputed">> {
  const chains = await readChains();
  const byId = new Map(all.map((subject) => [subject.row.id, subject]));
  return {
    all,
    ...compareClaims(all.flatMap(statementOf), await membership(slugsOf(all), chains)),
    nameOf: (slug) => chains.find(slug)?.name ?? slug,
    textOf: (id) => byId.get(id)?.row.text ?? "",
    dimensionOf: (id) => byId.get(id)?.stated?.dimension ?? "count",
  };
}

/** Whether one subject is a member of another, by the registry's groups. */
async function membership(slugs: Set<string>, chains: ChainSnapshot) {
  const groups = new Map<string, Set<string>>();
  for (const { slug } of chains.groups) {
    const members = slugs.has(slug) ? await listGroupMembers(slug) : null;
    if (members) groups.set(slug, new Set(members.map((member) => member.slug)));
  }
  return (part: string, whole: string) => groups.get(whole)?.has(part) ?? false;
}
