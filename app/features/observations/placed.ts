import type { Observation } from "~/features/metrics/metrics";

/** An observation with the series it belongs to. */
export type Placed = Observation & { seriesId: number };
/** One that is not believed, and why. */
export type Held = Placed & { reason: string };
