/** The queue's screen: what waits, oldest first, and one case of it in its context. */
import type { Member } from "~/features/auth/auth";
import { type CaseKind, caseWords } from "~/features/cases/cases";
import {
  type CaseRow,
  countCases,
  findBeside,
  findCase,
  listCases,
  listDecisions,
  takeLease,
} from "~/features/cases/cases.server";
import { flagWords } from "~/features/flags/flags";
import { countReasons, listFlagsOf, listQuestions } from "~/features/flags/flags.server";
import { listJudged, listWrittenSince, readAuthorRecord } from "~/features/posts/posts.server";
import { barredFromAppeal, readAppeal } from "~/features/sanctions/sanctions.server";
import { readProposal } from "~/features/tags/tags";
import { findProposedTag } from "~/features/tags/tags.server";
import { findUploadToJudge } from "~/features/uploads/uploads.server";
import { db } from "~/platform/db.server";
import { appealOf } from "./decide-appeal.server";
import { collectedSince } from "./decide-spam.server";
import { readHeldInContext } from "./held-in-context.server";
import { readPostInContext } from "./post-in-context.server";

const onPage = 20;

type Asked = { viewer: Member; kind: CaseKind | null; caseId: number | null; after: number | null };

/** Null where the address names a case that there is not. The html of the post comes beside the screen, in `bodies`. */
export async function readQueue({ viewer, kind, caseId, after }: Asked) {
  const asked = caseId === null ? null : await findCase(caseId);
  if (caseId !== null && !asked) return null;
  const [counts, { cases, next }] = await Promise.all([countCases(), listCases({ kind, after, take: onPage })]);
  const row = asked ?? cases[0] ?? null;
  const current = row && (await readOpened(row, { viewer, kind }));
  const lines = await listLines(cases);
  return {
    screen: { counts, lines, next, kind, current: current?.shown ?? null },
    bodies: current?.bodies ?? new Map<string, string>(),
  };
}

export type QueueScreen = NonNullable<Awaited<ReturnType<typeof readQueue>>>["screen"];

async function readOpened(row: CaseRow, { viewer, kind }: Pick<Asked, "viewer" | "kind">) {
  const isOwn = row.memberId === viewer.id;
  const appealId = appealOf(row);
  const [beside, flags, decisions, context, questions, appeal, barredAppeal, proposal, held, spam, picture] =
    await Promise.all([
      findBeside(row, kind),
      listFlagsOf(row.id),
      listDecisions(row.id),
      row.postId === null ? null : readPostInContext(row.postId, viewer),
      listQuestions(row),
      appealId === null ? null : readAppeal(appealId),
      appealId === null ? null : barredFromAppeal(db, appealId, viewer),
      readProposed(row),
      row.heldPostId === null ? null : readHeldInContext(row.heldPostId, viewer),
      readSpam(row),
      row.uploadId === null ? null : findUploadToJudge(row.uploadId),
    ]);
  const hasFlagged = flags.some(({ member }) => member.id === viewer.id);
  // Who can't decide it keeps nobody else from it.
  const mayDecide = row.closedAt === null && !isOwn && !hasFlagged && barredAppeal === null;
  const lease = mayDecide ? await takeLease(row.id, viewer) : null;
  const { id, openedAt, closedAt, evidence } = row;
  return {
    shown: {
      id,
      kind: row.kind,
      evidence,
      openedAt: openedAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
      /** Whoever else has it open. */
      lease: lease && lease.by.id !== viewer.id ? lease : null,
      beside,
      flags,
      decisions,
      context: context?.shown ?? null,
      /** Why this moderator can't decide it. */
      barred: isOwn
        ? "This is yours: another moderator decides it."
        : hasFlagged
          ? "You flagged this: another moderator decides it."
          : barredAppeal,
      questions,
      appeal,
      proposal,
      held: held?.shown ?? null,
      spam,
      picture,
      /** The element whose html comes beside the screen. */
      bodyId: context ? `p-${context.shown.post.id}` : held ? `held-${held.shown.id}` : null,
      /** Whether all that the member wrote in a day can be collected from here. */
      mayCollect: row.kind !== "spam" && row.kind !== "appeal" && row.memberId !== null && !isOwn && !row.closedAt,
    },
    bodies: new Map<string, string>([
      ...[...(context?.bodies ?? [])].map(([id, html]) => [`p-${id}`, html] as const),
      ...(held ? [[`held-${held.shown.id}`, held.html] as const] : []),
    ]),
  };
}

/** What a new member proposes, with the description as it stands, and who it is; null for other cases. */
async function readProposed(row: CaseRow) {
  const proposal = readProposal(row.kind, row.payload);
  if (!proposal || row.memberId === null) return null;
  const [tag, by] = await Promise.all([findProposedTag(proposal), readAuthorRecord(row.memberId)]);
  return proposal.is === "tag"
    ? {
        name: proposal.tag.name,
        slug: proposal.tag.slug,
        description: proposal.tag.description,
        reason: "",
        now: null,
        by,
      }
    : {
        name: tag?.name ?? "a tag that is not there any more",
        slug: tag?.slug ?? null,
        description: proposal.edit.description,
        reason: proposal.edit.reason,
        now: tag && { description: tag.description, isNewer: tag.revision !== proposal.edit.revision },
        by,
      };
}

/** Who wrote the spam, and all of it; null for other cases. */
async function readSpam(row: CaseRow) {
  const from = collectedSince(row);
  if (from === null || row.memberId === null) return null;
  const [written, by] = await Promise.all([listWrittenSince(row.memberId, from), readAuthorRecord(row.memberId)]);
  return { ...written, by, from: from.toISOString() };
}

/** What stands in the list for a case without a post. */
function titleOf({ kind, payload, evidence }: CaseRow) {
  const proposal = readProposal(kind, payload);
  if (proposal) return proposal.is === "tag" ? `“${proposal.tag.name}”` : proposal.edit.description.slice(0, 120);
  return evidence[0] ?? caseWords[kind].one;
}

/** The rows of the list: kind, what it is about, and since when. */
async function listLines(cases: CaseRow[]) {
  const posts = await listJudged(cases.flatMap(({ postId }) => postId ?? []));
  const reasons = await countReasons(cases.map(({ id }) => id));
  return cases.map((row) => {
    const { id, kind, openedAt, postId } = row;
    const post = postId === null ? undefined : posts.get(postId);
    const [first] = reasons.get(id) ?? [];
    const flagged = first && `Flag · ${flagWords[first.reason].as}${first.count > 1 ? ` × ${first.count}` : ""}`;
    return {
      id,
      kind: flagged ?? caseWords[kind].one,
      title: post ? `“${post.excerpt}”` : titleOf(row),
      place: post ? `post ${post.number} in ${post.thread.title}` : "",
      openedAt: openedAt.toISOString(),
    };
  });
}
