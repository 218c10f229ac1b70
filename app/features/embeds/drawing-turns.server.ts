import { Turns } from "~/platform/turns.server";

/** Two pictures at once are drawn: the threads that draw also check passwords. */
export const drawingTurns = new Turns({ atOnce: 2, waiting: 40 });
