/** Everything about texts that wait for a moderator, and what is known of them. */
export { sweepTraces } from "./examine.server";
export { forgiveHosts, hideAllSince, listWrittenSince } from "./hide-all.server";
export { endHeld, releaseHeld, withHeldText } from "./hold-post.server";
export { findHeld, type HeldText, listDueHeld, listOwnHeld, sweepHeldPosts, withdrawHeld } from "./list-held.server";
export { type PreparedText } from "./prepare-text.server";
