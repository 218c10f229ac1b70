/** Judges the claims of a thread: against data at posting and now, and against one another. Run again, it says the same. */
import { setImmediate } from "node:timers/promises";
import type { ChainSnapshot } from "~/features/chains/chains";
import { listGroupMembers, readChains } from "~/features/chains/chains.server";
import { findNotInSource } from "~/features/citations/citations.server";
import { databaseNow } from "~/platform/db.server";
import { compareClaims } from "./consistency";
import { Findings } from "./findings";
import { readSubject, slugsOf, statementOf, type Subject } from "./judged-claim";
import { newSight } from "./observe.server";
import { openClaims } from "./open-claims.server";
import { findAgreedDisputes } from "./rate-dispute.server";
import { type Found, reachVerdict } from "./reach-verdict.server";
import { storeVerdicts, type TellAuthors } from "./store-verdicts.server";

const tellNobody: TellAuthors = async () => {};

/**
 * Judges every open claim of a thread and stores what changed; an author is told in the same transaction, before anybody
 * else sees it. Answers whether to judge the thread again before the next round: a word waits for a second run, or somebody
 * else judged at the same time.
 */
export async function judgeThread(
  threadId: number,
  tell: TellAuthors = tellNobody,
  sight = newSight(),
): Promise<{ isUnsettled: boolean }> {
  const now = await databaseNow();
  const all = (await openClaims(threadId)).flatMap(readSubject);
  const found = {
    ...(await compareAll(all)),
    notInSource: await findNotInSource([...new Set(all.flatMap(({ row }) => row.citationIds))]),
    disputed: await findAgreedDisputes(all.map(({ row }) => row.id)),
  };
  const judged = [];
  for (const subject of all) {
    judged.push({ row: subject.row, judged: await reachVerdict(subject, found, now, sight) });
    // A thread may have hundreds: requests are answered between them.
    await setImmediate();
  }
  return storeVerdicts(threadId, judged, now, tell);
}

/** The arithmetic between these claims, and the names for sentences about it. */
export async function compareAll(all: Subject[]): Promise<Omit<Found, "notInSource" | "disputed">> {
  const chains = await readChains();
  const compared = compareClaims(all.flatMap(statementOf), await membership(slugsOf(all), chains));
  return { all, findings: new Findings(all, compared), nameOf: (slug) => chains.find(slug)?.name ?? slug };
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
