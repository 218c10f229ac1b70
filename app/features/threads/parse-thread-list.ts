/** The parsed query of a list of threads at `/`. Apart from its words, because pages need those and no schema. */
import { z } from "zod";
import { type ThreadCursor, threadPeriods, type ThreadSort, threadSorts } from "./thread-list";

const ofTime = { shape: /^\d{10,16}$/, read: (text: string) => new Date(Number(text)).toISOString() };

/** The format of each order's cursor; its second part is always a thread id. */
const cursorKinds: Record<ThreadSort, { shape: RegExp; read(text: string): string | number }> = {
  active: ofTime,
  new: ofTime,
  top: { shape: /^-?\d{1,9}$/, read: Number },
  hot: { shape: /^-?\d{1,9}(\.\d{1,20})?$/, read: Number },
};

const ListQuery = z
  .object({
    sort: z.enum(threadSorts).default("active"),
    period: z.enum(threadPeriods).default("week"),
    tags: z
      .array(
        z
          .string()
          .toLowerCase()
          .regex(/^[a-z0-9-]{1,60}$/),
      )
      .max(6)
      .transform((tags) => [...new Set(tags)]),
    cursor: z.string().max(60).optional(),
  })
  .transform(({ cursor, ...query }, context) => {
    if (cursor === undefined) return query;
    const read = parseCursor(cursor, query.sort);
    if (read) return { ...query, cursor: read };
    context.addIssue("This is no place in this list.");
    return z.NEVER;
  });

export type ThreadListQuery = z.infer<typeof ListQuery> & { cursor?: ThreadCursor };

/** Parses a list's query; null for a bad value of a known name. Unknown names are ignored. */
export function parseThreadList(search: URLSearchParams): ThreadListQuery | null {
  const parsed = ListQuery.safeParse({
    sort: search.get("sort") ?? undefined,
    period: search.get("period") ?? undefined,
    tags: search.getAll("tag"),
    cursor: search.get("cursor") ?? undefined,
  });
  return parsed.success ? parsed.data : null;
}

function parseCursor(text: string, sort: ThreadSort): ThreadCursor | null {
  const { shape, read } = cursorKinds[sort];
  const [, order = "", id = ""] = /^(.+)-(\d{1,10})$/.exec(text) ?? [];
  if (!shape.test(order) || Number(id) > 2_147_483_647) return null;
  try {
    return { at: read(order), id: Number(id) };
  } catch (error) {
    // Out of range for a date.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
