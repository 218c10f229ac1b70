/** The state of search, for administrators. Addresses are shown without keys. */
import { countFindablePosts } from "~/features/posts/posts.server";
import { env } from "~/platform/env.server";
import { findIndex, type IndexState, lagOf } from "./index-state.server";
import { countDocuments } from "./keep-index.server";
import { isMeiliGiven, lookAtMeili, MeiliFault } from "./meili-client.server";

type Filling = { filledTo: number; startedAt: string };

export type SearchHealth = {
  /** The number of posts that everybody may read. */
  posts: number;
  /** Null where PostgreSQL is the only engine. */
  meili: {
    host: string;
    /** Null when it does not answer; `fault` says how. */
    version: string | null;
    fault: string | null;
    documents: number | null;
    isWhole: boolean;
    filledAt: string | null;
    /** Pending changes, and the age of the oldest in seconds. */
    waiting: number;
    lag: number;
    filling: Filling | null;
    lastError: string | null;
    lastErrorAt: string | null;
  } | null;
};

export async function readSearchHealth(): Promise<SearchHealth> {
  const posts = await countFindablePosts();
  if (!isMeiliGiven()) return { posts, meili: null };
  const [live, next, { count, seconds }] = await Promise.all([findIndex("live"), findIndex("next"), lagOf("live")]);
  const answer = await ask(live);
  const filling = next ?? (live && !live.isWhole ? live : null);
  return {
    posts,
    meili: {
      host: new URL(env().MEILI_URL!).host,
      ...answer,
      isWhole: live?.isWhole ?? false,
      filledAt: live?.filledAt?.toISOString() ?? null,
      waiting: count,
      lag: Math.round(seconds),
      filling: filling && { filledTo: filling.filledTo, startedAt: filling.startedAt.toISOString() },
      lastError: live?.lastError ?? null,
      lastErrorAt: live?.lastErrorAt?.toISOString() ?? null,
    },
  };
}

async function ask(live: IndexState | null) {
  try {
    const { pkgVersion } = await lookAtMeili((meili) => meili.getVersion());
    return { version: pkgVersion, fault: null, documents: live && (await countDocuments(live.uid, lookAtMeili)) };
  } catch (error) {
    if (!(error instanceof MeiliFault)) throw error;
    return { version: null, fault: error.message, documents: null };
  }
}
