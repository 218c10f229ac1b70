export { ReactionForm, VoteForm } from "./signal-forms";
export type { PostSignals, Reactors } from "./post-signals";
export { reactionKinds } from "./reaction";
export { canSignal, strongest, voteAxes } from "./vote";
