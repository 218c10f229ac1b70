import { oldPageAt } from "./old-address";
import { listOrigins, pathOfPage } from "./references.server";
import { bareHost } from "./translate";

/** Where a page of a forum that was taken over is here, as a path; null where it is not. */
export async function findOldAddress(host: string, path: string): Promise<string | null> {
  const page = oldPageAt(path);
  const originId = page && (await listOrigins()).get(bareHost(host));
  return page && originId !== undefined && originId !== null ? pathOfPage(originId, page) : null;
}
