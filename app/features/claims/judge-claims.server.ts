/** Judges the claims of a thread: against data at posting and now, and against one another. Run again, it says the same. */
import { listGroupMembers } from "~/features/chains/chains.server";
import { findNotInSource } from "~/features/citations/citations.server";
import { findSubject } from "~/features/series/series.server";
import { databaseNow, type Tx } from "~/platform/db.server";
import { compareClaims } from "./consistency";
import { readSubject, slugsOf, statementOf, type Subject } from "./judged-claim";
import { newSight } from "./observe.server";
import { openClaims } from "./open-claims.server";
import { findAgreedDisputes } from "./rate-dispute.server";
import { reachVerdict } from "./reach-verdict.server";
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
  const byId = new Map(all.map((subject) => [subject.row.id, subject]));
  const found = {
    all,
    ...compareClaims(all.flatMap(statementOf), await membership(all)),
    nameOf: await namesOf(all),
    textOf: (id: number) => byId.get(id)?.row.text ?? "",
    dimensionOf: (id: number) => byId.get(id)?.stated?.dimension ?? "count",
    notInSource: await findNotInSource([...new Set(all.flatMap(({ row }) => row.citationIds))]),
    disputed: await findAgreedDisputes([...byId.keys()]),
  };
  let isUnsettled = false;
  for (const subject of all) {
    const judged = await reachVerdict(subject, found, now, sight);
    const stored = await storeVerdict(subject.row, judged, now, tell);
    isUnsettled ||= stored !== "stored";
  }
  return { isUnsettled };
}

/** Whether one subject is a member of another, by the registry's groups. */
export async function membership(subjects: Subject[]) {
  const groups = new Map<string, Set<string>>();
  for (const name of slugsOf(subjects)) {
    const members = await listGroupMembers(name);
    if (members) groups.set(name, new Set(members.map(({ slug }) => slug)));
  }
  return (part: string, whole: string) => groups.get(whole)?.has(part) ?? false;
}

/** The names of all subjects that these claims speak of. */
export async function namesOf(subjects: Subject[]): Promise<(subject: string) => string> {
  const names = new Map<string, string>();
  for (const slug of slugsOf(subjects)) names.set(slug, (await findSubject(slug))?.name ?? slug);
  return (subject) => names.get(subject) ?? subject;
}
