/** What an export says of itself, in its file `manifest.json`. */
import { z } from "zod";

/** Raised when an older release could not read what is written. */
export const formatVersion = 1;

/** Tables whose numbers stand in addresses: the next number that each gives is kept, so that no address means two things. */
export const addressedTables = ["Claim", "Member", "Post", "Thread"];

export const manifestPath = "manifest.json";

const count = z.int().min(0);

export const Manifest = z.object({
  counterproof: z.literal("export"),
  format: z.int(),
  kind: z.enum(["public", "full"]),
  /** The newest migration of the database that it was read from. */
  schema: z.string(),
  tables: z.record(z.string(), z.object({ rows: count, columns: z.array(z.string()) })),
  /** The last number that each of these tables gave. */
  numbers: z.record(z.string(), count),
  files: z.array(z.object({ path: z.string(), bytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});
export type Manifest = z.infer<typeof Manifest>;
