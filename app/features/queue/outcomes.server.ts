/** What is done about each kind of case. A room that opens a kind of its own adds its outcome here. */
import type { CaseKind } from "~/features/cases/cases";
import { decideAboutPost } from "./decide-about-post.server";
import type { Outcome } from "./outcome";

export const outcomes: Partial<Record<CaseKind, Outcome>> = {
  flag: decideAboutPost,
  first_post: decideAboutPost,
  source_dispute: decideAboutPost,
};
