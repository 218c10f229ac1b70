/** Which addresses a new member may link to as anybody does. */
import { identify } from "~/features/sources/sources.server";
import { identityKey, tidyHost } from "~/features/sources/sources";
import { Prisma, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";

/** The member `m` is no new one. */
const isNotNew = Prisma.sql`(m."trustedAt" is not null or m."role" <> 'member')`;

/**
 * Those of the addresses that are of a source which is known here by somebody else than a new member, or of a host that older
 * members cite; the member who asks is neither. Addresses that can't be read are never known.
 */
export async function findKnownAddresses(tx: Tx, addresses: string[], memberId: number): Promise<Set<string>> {
  const ownOrigin = env().publicOrigin;
  const asked = addresses.flatMap((address) => {
    const identity = identify(address, { ownOrigin });
    return identity ? [{ address, identity, host: tidyHost(new URL(address).hostname) }] : [];
  });
  if (asked.length === 0) return new Set();
  const named = asked.map(({ identity }) => Prisma.sql`(${identity.scheme}, ${identity.value})`);
  const sources = await tx.$queryRaw<{ scheme: string; value: string }[]>`
    select i."scheme", i."value" from "SourceIdentifier" i
      join "Source" s on s."id" = i."sourceId" left join "Member" m on m."id" = s."createdById"
    where (i."scheme"::text, i."value") in (${Prisma.join(named)}) and s."hiddenAt" is null
      and (s."createdById" is null or s."createdById" <> ${memberId} and ${isNotNew})`;
  const hosts = await tx.$queryRaw<{ host: string }[]>`
    select distinct s."host" from "Source" s
      join "Citation" c on c."sourceId" = s."id" join "Post" p on p."id" = c."postId" join "Member" m on m."id" = p."authorId"
    where s."host" in (${Prisma.join(asked.map(({ host }) => host))}) and s."host" <> '' and s."hiddenAt" is null
      and p."status" = 'visible' and c."kind" <> 'link' and m."id" <> ${memberId} and ${isNotNew}`;
  const knownSources = new Set(sources.map(({ scheme, value }) => `${scheme}:${value}`));
  const knownHosts = new Set(hosts.map(({ host }) => host));
  return new Set(
    asked
      .filter(({ identity, host }) => knownSources.has(identityKey(identity)) || knownHosts.has(host))
      .map(({ address }) => address),
  );
}
