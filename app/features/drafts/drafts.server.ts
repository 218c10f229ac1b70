export { deleteDraft, deletionOfDraft, findDraft, listDrafts, saveDraft } from "./save-draft.server";
export { sentBefore } from "./sent-before.server";
export { writingIntent } from "./writing-intent.server";
export { keepAsDraft } from "./keep-as-draft.server";
