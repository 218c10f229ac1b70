/** Where in a generated forum to look: a busy tag, a usual thread, the longest one. */
import { db } from "~/platform/db.server";
import { paths } from "~/paths";

export type Place = { id: number; slug: string; postCount: number };
export type Places = { tag: string; short: Place; middling: Place; long: Place };

/** Reads them from the open database. */
export async function findPlaces(): Promise<Places> {
  const select = { id: true, slug: true, postCount: true };
  // A chain's tag leads to the page of the chain.
  const tag = await db.tag.findFirstOrThrow({
    where: { kind: "topic" },
    orderBy: { threadCount: "desc" },
    select: { slug: true },
  });
  const sized = (postCount: number) =>
    db.thread.findFirstOrThrow({
      where: { postCount: { gte: postCount } },
      orderBy: [{ postCount: "asc" }, { id: "desc" }],
      select,
    });
  return {
    tag: paths.tag(tag),
    short: await sized(20),
    middling: await sized(50),
    long: await db.thread.findFirstOrThrow({ orderBy: { postCount: "desc" }, select }),
  };
}
