export { ReactionForm, VoteForm } from "./signal-forms";
export type { PostSignals } from "./post-signals";
