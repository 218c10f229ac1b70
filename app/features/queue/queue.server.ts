export { keepQueue } from "./keep-queue.server";
export { decideCase } from "./decide.server";
export { type QueueScreen, readQueue } from "./read-queue.server";
export { listOwnProposals } from "./read-own-waiting.server";
export { collectSpam } from "./decide-spam.server";
