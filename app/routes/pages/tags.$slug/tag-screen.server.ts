import type { Viewer } from "~/features/auth/auth";
import { toClaimLine } from "~/features/claims/claims";
import { listSharedClaims, readShared } from "~/features/claims/claims.server";
import { isRegistered } from "~/features/chains/chains.server";
import { listUnread } from "~/features/reading/reading.server";
import { summaryOf, type Tag } from "~/features/tags/tags";
import {
  findFamilyIds,
  findTagFamily,
  findTagPage,
  isFollowing,
  presentDescription,
} from "~/features/tags/tags.server";
import type { parseThreadList } from "~/features/threads/threads";
import { countTaggedThreads, listRelatedTags, listThreads, mostCounted } from "~/features/threads/threads.server";
import { db } from "~/platform/db.server";
import { invariantResponse } from "~/platform/responses.server";

const pageSize = 20;
const mostRelated = 8;

type Query = NonNullable<ReturnType<typeof parseThreadList>>;

/** All that a tag's page shows; its queries don't grow with the number of threads. What readers share is read once for them. */
export async function loadTagScreen({ slug }: Tag, query: Query, viewer: Viewer) {
  const screen = await readShared(`tag ${slug} ${JSON.stringify(query)}`, viewer, (as) =>
    readTagScreen(slug, query, as),
  );
  return {
    ...screen,
    unread: await listUnread(
      viewer,
      screen.threads.map(({ id }) => id),
    ),
    isFollowed: viewer !== null && (await isFollowing(viewer.id, screen.tag.id)),
  };
}

async function readTagScreen(slug: string, query: Query, viewer: Viewer) {
  const tag = await findTagPage(slug);
  // Merged away since it was looked up.
  invariantResponse(tag, "There is no such tag.", { status: 404 });

  const familyIds = tag.children.length > 0 ? await findFamilyIds(db, tag.id) : [tag.id];
  const families = await Promise.all(query.tags.map(findTagFamily));
  const narrowed = families.flatMap((family) => family ?? []).filter((family) => family.tag.id !== tag.id);
  const unknown = query.tags.filter((_, index) => !families[index]);
  const period = query.sort === "top" ? query.period : null;
  const list =
    unknown.length > 0
      ? { threads: [], next: null }
      : await listThreads({
          sort: query.sort,
          period: period ?? undefined,
          cursor: query.cursor,
          tagFamilies: [familyIds, ...narrowed.map((family) => family.ids)],
          viewer,
          take: pageSize,
        });

  const html = await presentDescription(tag);
  const { description, html: _html, rendererVersion: _version, parentId: _parentId, ...shown } = tag;
  return {
    ...list,
    html,
    tag: {
      ...shown,
      summary: summaryOf(description),
      isDescribed: description !== "",
      /** With everything below; null where nothing is. */
      hasChainPage: tag.kind === "chain" && (await isRegistered(tag.slug)),
      familyCount: familyIds.length > 1 ? await countTaggedThreads(familyIds) : null,
    },
    mostCounted,
    claims: (await listSharedClaims({ tag: tag.slug, take: 5 }, viewer)).claims.map(toClaimLine),
    related: await listRelatedTags(tag.id, mostRelated),
    sort: query.sort,
    period,
    narrowed: narrowed.map((family) => family.tag),
    unknown,
    isFirstPage: !query.cursor,
  };
}

export type TagScreen = Awaited<ReturnType<typeof loadTagScreen>>;
