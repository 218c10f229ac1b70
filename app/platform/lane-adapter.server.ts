/** One Prisma client for several pools: what it keeps of the schema, 17 MB, is in memory once. */
import type { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapter, SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";

/** A driver that hands each statement and each transaction to the pool that `choose` names at that moment. */
export function adapterOfLanes<Name extends string>(
  lanes: Record<Name, PrismaPg>,
  choose: () => Name,
): SqlDriverAdapterFactory {
  const [{ provider, adapterName }] = Object.values<PrismaPg>(lanes) as [PrismaPg];
  return {
    provider,
    adapterName,
    async connect() {
      const opened = new Map<string, SqlDriverAdapter>();
      for (const [name, lane] of Object.entries<PrismaPg>(lanes)) opened.set(name, await lane.connect());
      const chosen = () => opened.get(choose())!;
      return {
        provider,
        adapterName,
        queryRaw: (query) => chosen().queryRaw(query),
        executeRaw: (query) => chosen().executeRaw(query),
        executeScript: (script) => chosen().executeScript(script),
        startTransaction: (isolation) => chosen().startTransaction(isolation),
        getConnectionInfo: () => chosen().getConnectionInfo?.() ?? { supportsRelationJoins: false },
        dispose: async () => {
          for (const adapter of opened.values()) await adapter.dispose();
        },
      };
    },
  };
}
