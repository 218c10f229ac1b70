import { contentVersions, lastContentVersion } from "./content-version.server";
import { readFrom } from "./current-request.server";
import { databaseReplicas } from "./db.server";
import type { Position } from "./positions";

/**
 * Lets the running request read from a replica, if one shows what the primary shows and what was written before `needed`; else
 * it reads from the primary. While that one doesn't answer, a replica that has come as far stands in for it, for half a minute.
 * `threads`: what it will probably show. Without replicas nothing is asked.
 */
export async function readFromReplica(needed: Position | null, threads: readonly number[] = []) {
  const replicas = databaseReplicas();
  if (replicas)
    readFrom(await replicas.choose(contentVersions(threads), { needed, threads, heard: lastContentVersion() }));
}
