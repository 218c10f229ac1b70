export { ReactionForm, VoteForm } from "./signal-forms";
export { refusedOffline } from "./refused-offline";
export type { PostSignals } from "./post-signals";
