import type { SerializeFrom } from "@remix-run/node";
import type { loadThreadPage } from "./thread-page.server";

/** What the thread's screen shows, as it arrives in the browser. */
export type ThreadScreen = SerializeFrom<NonNullable<Awaited<ReturnType<typeof loadThreadPage>>>["screen"]>;
