import { isAdmin, isModerator, type Viewer } from "~/features/auth/auth";
import { factFields, type FieldKey, isTechnical } from "~/features/chains/chains";
import {
  listFacts,
  listChains,
  listUpgrades,
  type Chain,
  type ChainGroup,
  readChains,
} from "~/features/chains/chains.server";
import { listSourcesOfThreads } from "~/features/citations/citations.server";
import { toClaimLine } from "~/features/claims/claims";
import { listSharedClaims } from "~/features/claims/claims.server";
import { listUnread } from "~/features/reading/reading.server";
import { readPanel } from "~/features/series/series.server";
import { summaryOf } from "~/features/tags/tags";
import { findTagFamily, findTagPage, isFollowing, presentDescription } from "~/features/tags/tags.server";
import { listThreads } from "~/features/threads/threads.server";

const threadsShown = 5;
const claimsShown = 5;
const sourcesShown = 5;
/** In how many of the threads last active under a chain's tag its sources are counted. */
const threadsCounted = 50;

/** What the page of a chain shows. Each room that knows something of chains is asked here, beside the others. */
export async function loadChainScreen(chain: Chain, viewer: Viewer) {
  const [fields, tag, upgrades, threads, claims, measured, chains] = await Promise.all([
    listFacts(chain.slug),
    loadTag(chain.slug, viewer),
    listUpgrades(chain.slug),
    threadsUnder(chain.slug, viewer, threadsCounted),
    listSharedClaims({ chain: chain.slug, take: claimsShown }, viewer),
    readPanel(chain.slug),
    readChains(),
  ]);
  const sources = await listSourcesOfThreads(
    threads.map(({ id }) => id),
    viewer,
    sourcesShown,
  );
  const known = new Set<string>(fields.map(({ key }) => key));
  return {
    chain,
    lead: fields.find(({ key }) => key === "description")?.present.value ?? "",
    fields: fields.filter(({ key }) => key !== "description" || isAdmin(viewer)),
    unknown: factFields.filter(({ key }) => !known.has(key) && (isAdmin(viewer) || isExpected(chain, key))),
    tag: tag?.shown ?? null,
    html: tag?.html ?? null,
    upgrades,
    ...(await withUnread(threads.slice(0, threadsShown), viewer)),
    claims: claims.claims.map(toClaimLine),
    sources: sources.map(({ citekey, title, host, postCount }) => ({ citekey, title, host, postCount })),
    measured,
    // Null where its nodes are of a kind that is not read here.
    nodeCount: chains.find(chain.slug)?.chain?.rpc?.urls.length ?? null,
    mayCorrect: isAdmin(viewer),
  };
}

/** The tag of a chain or group: its description by members, its followers. Null where it has no tag. */
async function loadTag(slug: string, viewer: Viewer) {
  const found = await findTagPage(slug);
  if (found?.kind !== "chain") return null;
  const { slug: name, threadCount, followerCount, synonyms, description, describedAt } = found;
  return {
    html: await presentDescription(found),
    shown: {
      slug: name,
      threadCount,
      followerCount,
      synonyms,
      isDescribed: description !== "",
      describedAt,
      summary: summaryOf(description),
      isFollowed: viewer !== null && (await isFollowing(viewer.id, found.id)),
      mayModerate: isModerator(viewer),
    },
  };
}

export type TagOfChain = NonNullable<Awaited<ReturnType<typeof loadTag>>>["shown"];

/** Whether readers may expect a fact: what is L2BEAT's or the Superchain's is asked of L2s only. */
const isExpected = ({ layer }: Chain, key: FieldKey) => layer === "L2" && key !== "superchain" && !isTechnical(key);

/** What the page of a group shows. */
export async function loadGroupScreen(group: ChainGroup, viewer: Viewer) {
  const [tag, members, threads, measured] = await Promise.all([
    loadTag(group.slug, viewer),
    listChains(group.slug),
    threadsUnder(group.slug, viewer),
    readPanel(group.slug),
  ]);
  return {
    group,
    tag: tag?.shown ?? null,
    html: tag?.html ?? null,
    members,
    ...(await withUnread(threads, viewer)),
    measured,
  };
}

/** The threads last active under a chain's or group's tag and the tags below it, as this viewer may see them. */
async function threadsUnder(slug: string, viewer: Viewer, take = threadsShown) {
  const family = await findTagFamily(slug);
  if (!family) return [];
  const { threads } = await listThreads({ sort: "active", tagFamilies: [family.ids], viewer, take });
  return threads;
}

/** These threads, and how much of them a member has not read. */
async function withUnread<Row extends { id: number }>(threads: Row[], viewer: Viewer) {
  const ids = threads.map(({ id }) => id);
  return { threads, unread: await listUnread(viewer, ids) };
}
