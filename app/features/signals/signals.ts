export { ReactionForm, VoteForm } from "./signal-forms";
export type { PostSignals } from "./post-signals";
export { reactionKinds } from "./reaction";
export { strongest, voteAxes } from "./vote";
