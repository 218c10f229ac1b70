import { db } from "~/platform/db.server";

export type Lease = {
  key: string;
  fence: number;
  now: Date;
  fails: number;
  breakerSeconds: number;
  recent: string;
  memory: Record<string, unknown>;
};

/** Long enough for the slowest visit; a worker that died holds nobody up for longer. */
const leaseSeconds = 90;

/** Takes the providers that are due and that no other worker is visiting, at most `take`; each gets a new fence. */
export async function leaseProviders(keys: string[], owner: string, take: number): Promise<Lease[]> {
  return db.$queryRaw<Lease[]>`
    update "ProviderState" set
      "leaseOwner" = ${owner},
      "leaseUntil" = clock_timestamp() + ${leaseSeconds} * interval '1 second',
      "fence" = "fence" + 1
    where "providerKey" in (
      select "providerKey" from "ProviderState"
      where "providerKey" = any(${keys}::text[]) and "nextAt" <= clock_timestamp()
        and ("leaseUntil" is null or "leaseUntil" < clock_timestamp())
      order by "nextAt" limit ${take} for no key update skip locked)
    returning "providerKey" as key, "fence", clock_timestamp() as now, "fails", "breakerSeconds", "recent", "memory"`;
}
