export { ReactionForm, VoteForm } from "./signal-forms";
export type { PostSignals } from "./post-signals";
export { strongest, voteAxes } from "./vote";
