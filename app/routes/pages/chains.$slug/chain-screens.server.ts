import { redirect } from "@remix-run/node";
import { isAdmin, isModerator, type Viewer } from "~/features/auth/auth";
import { factFields, type FieldKey, isTechnical } from "~/features/chains/chains";
import {
  findChain,
  findGroup,
  listFacts,
  listChains,
  listUpgrades,
  type Chain,
  type ChainGroup,
  readChains,
} from "~/features/chains/chains.server";
import { listSourcesOfThreads } from "~/features/citations/citations.server";
import { toClaimLine } from "~/features/claims/claims";
import { listSharedClaims, readShared } from "~/features/claims/claims.server";
import { listUnread } from "~/features/reading/reading.server";
import { drawPanel } from "~/features/series/series.server";
import { summaryOf } from "~/features/tags/tags";
import { findTagFamily, findTagPage, isFollowing, lookUpSlug, presentDescription } from "~/features/tags/tags.server";
import { listThreads } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";

const threadsShown = 5;
const claimsShown = 5;
const sourcesShown = 5;
/** In how many of the threads last active under a chain's tag its sources are counted. */
const threadsCounted = 50;

/** What the page of this chain or group shows this viewer. Throws the answer where there is another page, or none. */
export async function loadScreen(asked: string, viewer: Viewer) {
  const { tagId, ...shared } = await readShared(`chain ${asked}`, viewer, (as) => readScreen(asked, as));
  const { slug } = shared.is === "chain" ? shared.chain : shared.group;
  const [unread, isFollowed, measured, chains] = await Promise.all([
    listUnread(
      viewer,
      shared.threads.map(({ id }) => id),
    ),
    viewer !== null && tagId !== null && isFollowing(viewer.id, tagId),
    drawPanel(slug),
    readChains(),
  ]);
  return {
    ...shared,
    tag: shared.tag && { ...shared.tag, isFollowed },
    unread,
    measured,
    // Null where its nodes are of a kind that is not read here.
    nodeCount: chains.find(slug)?.chain?.rpc?.urls.length ?? null,
    mayCorrect: isAdmin(viewer),
  };
}

export type Screen = Awaited<ReturnType<typeof loadScreen>>;

async function readScreen(asked: string, viewer: Viewer) {
  const slug = asked.toLowerCase();
  const chain = await findChain(slug);
  const group = chain ? null : await findGroup(slug);
  const found = chain ?? group;
  // A word of the vocabulary that the registry doesn't know has its threads at least.
  const tag = found || !/^[a-z0-9-]{1,60}$/.test(slug) ? null : await lookUpSlug(slug);
  if (tag && tag.is !== "ambiguous" && tag.tag.kind === "chain")
    throw redirect(tag.is === "tag" ? paths.tag(tag.tag) : paths.chain(tag.tag), 302);
  invariantResponse(found, "There is no such chain, and no such group of chains.", { status: 404 });
  if (asked !== slug) throw redirect(paths.chain(found), 301);
  return chain ? readChainScreen(chain, viewer) : readGroupScreen(group!, viewer);
}

/** What the page of a chain shows. Each room that knows something of chains is asked here, beside the others. */
async function readChainScreen(chain: Chain, viewer: Viewer) {
  const [fields, tag, upgrades, threads, claims] = await Promise.all([
    listFacts(chain.slug),
    readTag(chain.slug, viewer),
    listUpgrades(chain.slug),
    threadsUnder(chain.slug, viewer, threadsCounted),
    listSharedClaims({ chain: chain.slug, take: claimsShown }, viewer),
  ]);
  const sources = await listSourcesOfThreads(
    threads.map(({ id }) => id),
    viewer,
    sourcesShown,
  );
  const known = new Set<string>(fields.map(({ key }) => key));
  return {
    is: "chain" as const,
    chain,
    lead: fields.find(({ key }) => key === "description")?.present.value ?? "",
    fields: fields.filter(({ key }) => key !== "description" || isAdmin(viewer)),
    unknown: factFields.filter(({ key }) => !known.has(key) && (isAdmin(viewer) || isExpected(chain, key))),
    ...tag,
    upgrades: upgrades.map(({ activatedAt, ...upgrade }) => ({
      ...upgrade,
      activatedAt: activatedAt?.toISOString() ?? null,
    })),
    threads: threads.slice(0, threadsShown),
    claims: claims.claims.map(toClaimLine),
    sources: sources.map(({ citekey, title, host, postCount }) => ({ citekey, title, host, postCount })),
  };
}

/** The tag of a chain or group: its description by members, its followers. Nulls where it has no tag. */
async function readTag(slug: string, viewer: Viewer) {
  const found = await findTagPage(slug);
  if (found?.kind !== "chain") return { tagId: null, html: null, tag: null };
  const { slug: name, threadCount, followerCount, synonyms, description, describedAt } = found;
  return {
    tagId: found.id,
    html: await presentDescription(found),
    tag: {
      slug: name,
      threadCount,
      followerCount,
      synonyms,
      isDescribed: description !== "",
      describedAt,
      summary: summaryOf(description),
      mayModerate: isModerator(viewer),
    },
  };
}

export type TagOfChain = NonNullable<Screen["tag"]>;

/** Whether readers may expect a fact: what is L2BEAT's or the Superchain's is asked of L2s only. */
const isExpected = ({ layer }: Chain, key: FieldKey) => layer === "L2" && key !== "superchain" && !isTechnical(key);

/** What the page of a group shows. */
async function readGroupScreen(group: ChainGroup, viewer: Viewer) {
  const [tag, members, threads] = await Promise.all([
    readTag(group.slug, viewer),
    listChains(group.slug),
    threadsUnder(group.slug, viewer),
  ]);
  return { is: "group" as const, group, ...tag, members, threads };
}

/** The threads last active under a chain's or group's tag and the tags below it, as this viewer may see them. */
async function threadsUnder(slug: string, viewer: Viewer, take = threadsShown) {
  const family = await findTagFamily(slug);
  if (!family) return [];
  const { threads } = await listThreads({ sort: "active", tagFamilies: [family.ids], viewer, take });
  return threads;
}
