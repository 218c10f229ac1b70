/** What of a member's own waits for a moderator, or was decided lately. */
import { decisionWords } from "~/features/cases/cases";
import { listOwnCases } from "~/features/cases/cases.server";
import { readProposal } from "~/features/tags/tags";
import { findProposedTag } from "~/features/tags/tags.server";

const onPage = 50;

/** The member's proposals, newest first, each with its text and what became of it. */
export async function listOwnProposals(memberId: number) {
  const cases = await listOwnCases(memberId, ["tag_proposal", "wiki_edit"], onPage);
  const rows = await Promise.all(
    cases.map(async (row) => {
      const proposal = readProposal(row.kind, row.payload);
      if (!proposal) return null;
      const tag = await findProposedTag(proposal);
      const name = proposal.is === "tag" ? proposal.tag.name : (tag?.name ?? "a tag that is not there any more");
      const { decided } = row;
      return {
        id: row.id,
        title: proposal.is === "tag" ? `Topic “${name}”` : `Description of “${name}”`,
        text: proposal.is === "tag" ? proposal.tag.description : proposal.edit.description,
        at: row.openedAt.toISOString(),
        /** What was decided, and why; null while it waits. */
        decided: decided && {
          words: decisionWords[decided.decision as keyof typeof decisionWords]?.done ?? decided.decision,
          reason: decided.reason,
        },
      };
    }),
  );
  return rows.flatMap((row) => row ?? []);
}
