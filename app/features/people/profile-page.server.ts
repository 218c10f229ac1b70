/** What a profile shows of a member, as far as this viewer may read it. */
import type { Viewer } from "~/features/auth/auth";
import { listSourcesMostCitedBy } from "~/features/citations/citations.server";
import { listCorrectedBy } from "~/features/claims/claims.server";
import { listWallets } from "~/features/keys/keys.server";
import { formerNameOf, type Profile } from "~/features/members/members";
import { listDisclosuresOf } from "~/features/members/members.server";
import { listPostsOf } from "~/features/posts/posts.server";
import { listTags } from "~/features/tags/tags.server";
import { listTagsPostedIn, listThreads } from "~/features/threads/threads.server";
import { databaseNow, db } from "~/platform/db.server";
import { listProviders } from "~/platform/sign-in-providers.server";
import { presentBio } from "./bio.server";

const most = { threads: 10, posts: 15, tags: 6, sources: 5, corrections: 5 };

/** The parts of a profile's page; lists are the newest or the most used first. */
export async function readProfilePage(profile: Profile, viewer: Viewer) {
  const { id } = profile;
  const { threads } = await listThreads({ sort: "new", tagFamilies: [], authorId: id, viewer, take: most.threads });
  return {
    bioHtml: await presentBio(profile),
    link: linkOf(profile),
    proved: await provedBy(profile),
    formerName: formerNameOf(profile, await databaseNow()),
    disclosures: await declaredBy(id),
    threads,
    posts: await listPostsOf(id, viewer, most.posts),
    tags: await listTagsPostedIn(id, viewer, most.tags),
    sources: await listSourcesMostCitedBy(id, viewer, most.sources),
    corrections: (await listCorrectedBy(id, viewer, most.corrections)).flatMap((claim) => {
      const { text, correctedFrom, correctedAt, thread, post } = claim;
      return correctedAt === null ? [] : [{ id: claim.id, text, correctedFrom, correctedAt, thread, post }];
    }),
  };
}

export type ProfileScreen = Awaited<ReturnType<typeof readProfilePage>>;

/** The address without its scheme, and whether it may be a link: not before somebody can read a post of the member. */
function linkOf({ link, postCount }: Profile) {
  if (link === "") return null;
  return { href: link, words: link.replace(/^https?:\/\//i, "").replace(/\/$/, ""), isLinked: postCount > 0 };
}

/** What the member has proved and chose to show: names at providers, and wallets. `href` is null where it is no link. */
async function provedBy({ id, postCount }: Profile) {
  const identities = await db.identity.findMany({
    where: { memberId: id, isShown: true },
    orderBy: { id: "asc" },
    select: { issuer: true, label: true },
  });
  const wallets = (await listWallets(id)).filter(({ isShown }) => isShown);
  return [
    ...identities.map(({ issuer, label }) => {
      const name = listProviders().find((provider) => provider.issuer === issuer)?.words ?? new URL(issuer).host;
      return { name, words: label, href: postCount > 0 ? `${new URL(issuer).origin}/${encodeURI(label)}` : null };
    }),
    ...wallets.map(({ address, ensName }) => ({
      name: "wallet",
      words: ensName === null ? address : `${ensName}, ${address}`,
      href: null,
    })),
  ];
}

async function declaredBy(memberId: number) {
  const declared = await listDisclosuresOf(memberId);
  if (declared.length === 0) return [];
  const tags = new Map((await listTags()).map(({ id, slug, name, kind }) => [id, { slug, name, kind }]));
  return declared.flatMap(({ tagId, text, since }) => {
    const tag = tags.get(tagId);
    return tag ? [{ text, since, tag }] : [];
  });
}
