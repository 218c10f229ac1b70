/** One Prisma client for several pools: what it keeps of the schema, 17 MB, is in memory once. */
import type { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery, SqlResultSet } from "@prisma/driver-adapter-utils";
import { currentReplica } from "./current-request.server";
import { databaseFault } from "./database-faults";
import { onlyReads } from "./replica-reads";

/**
 * A driver that hands each statement and each transaction to the pool that `choose` names at that moment. What only reads goes
 * to the request's replica instead, if it has one.
 */
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
      const primary = () => {
        leaveReplica();
        return chosen();
      };
      return {
        provider,
        adapterName,
        queryRaw: (query) => readFromReplica(query) ?? primary().queryRaw(query),
        executeRaw: (query) => primary().executeRaw(query),
        executeScript: (script) => primary().executeScript(script),
        startTransaction: (isolation) => primary().startTransaction(isolation),
        getConnectionInfo: () => chosen().getConnectionInfo?.() ?? { supportsRelationJoins: false },
        dispose: async () => {
          for (const adapter of opened.values()) await adapter.dispose();
        },
      };

      /** Null when the primary is to be asked. What the replica can't answer, the primary can. */
      function readFromReplica(query: SqlQuery): Promise<SqlResultSet> | null {
        const replica = currentReplica();
        if (!replica || replica.hasLeft || replica.isLost() || !onlyReads(query.sql)) return null;
        return replica.adapter.queryRaw(query).catch((error: unknown) => {
          if (databaseFault(error) === "timeout") throw error;
          return primary().queryRaw(query);
        });
      }
    },
  };
}

/** Whoever has written reads what was written; and nothing is read at two places in turn. */
function leaveReplica() {
  const replica = currentReplica();
  if (replica) replica.hasLeft = true;
}
