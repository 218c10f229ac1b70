/** What a list of threads can be asked for: the query of `/`, parsed. */
import { z } from "zod";

export const threadSorts = ["active", "new"] as const;
export type ThreadSort = (typeof threadSorts)[number];

/** Where a page of the list begins: after this thread, in the list's order. */
export type ThreadCursor = { at: string; id: number };

const cursor = z
  .string()
  .max(60)
  .regex(/^\d{10,16}-\d{1,10}$/)
  .transform((text): ThreadCursor => {
    const [millis, id] = text.split("-");
    return { at: new Date(Number(millis)).toISOString(), id: Number(id) };
  });

const ListQuery = z.object({
  sort: z.enum(threadSorts).default("active"),
  tags: z
    .array(
      z
        .string()
        .toLowerCase()
        .regex(/^[a-z0-9-]{1,60}$/),
    )
    .max(6)
    .transform((tags) => [...new Set(tags)]),
  cursor: cursor.optional(),
});

export type ThreadListQuery = z.infer<typeof ListQuery>;

/** The query of a list's address, or null when a known name has a bad value. Unknown names are ignored. */
export function parseThreadList(search: URLSearchParams): ThreadListQuery | null {
  try {
    const parsed = ListQuery.safeParse({
      sort: search.get("sort") ?? undefined,
      tags: search.getAll("tag"),
      cursor: search.get("cursor") ?? undefined,
    });
    return parsed.success ? parsed.data : null;
  } catch (error) {
    // A cursor with a time beyond what a date can hold.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

export const formatCursor = ({ at, id }: ThreadCursor) => `${new Date(at).getTime()}-${id}`;
