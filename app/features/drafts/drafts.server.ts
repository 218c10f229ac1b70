export { findHeldText, signInKeepingText, sweepHeldTexts } from "./hold-text.server";
export { deleteDraft, findDraft, listDrafts, saveDraft } from "./save-draft.server";
export { saveDraftOfForm } from "./save-draft-of-form.server";
