/** What is done about each kind of case. A room that opens a kind of its own adds its outcome here. */
import type { CaseKind } from "~/features/cases/cases";
import { decideAboutInterest } from "./decide-interest.server";
import { decideAboutPost } from "./decide-about-post.server";
import { decideAboutAppeal } from "./decide-appeal.server";
import { decideAboutHeld } from "./decide-held.server";
import { decideAboutSpam } from "./decide-spam.server";
import { decideAboutProposal } from "./decide-proposal.server";
import { decideAboutUpload } from "./decide-upload.server";
import type { Outcome } from "./outcome";

export const outcomes: Partial<Record<CaseKind, Outcome>> = {
  appeal: decideAboutAppeal,
  flag: decideAboutPost,
  interest: decideAboutInterest,
  first_post: decideAboutPost,
  source_dispute: decideAboutPost,
  held_post: decideAboutHeld,
  spam: decideAboutSpam,
  upload: decideAboutUpload,
  tag_proposal: decideAboutProposal,
  wiki_edit: decideAboutProposal,
};
