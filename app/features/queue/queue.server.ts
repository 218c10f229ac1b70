export { decideCase } from "./decide.server";
export { type QueueScreen, readQueue } from "./read-queue.server";
