/** What posts keep of their widgets. */

/** A series at posting; the value is null where there was none yet. */
export type PinnedValue = { subject: string; metric: string; value: string | null; asOf: string | null };

export type Pinned = {
  /** When the post, or the edit that put the widget in, was written, ISO. */
  at: string;
  values: PinnedValue[];
};

/** A widget of a post, as the post keeps it for its readers. */
export type PlacedWidget = { address: string; caption: string; revision: number; pinned: Pinned };
