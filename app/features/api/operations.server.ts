/** Everything that the API can do, in the order of its document. */
import type { Operation } from "./operation";
import { evidenceOperations } from "./operations/evidence.server";
import { ownOperations } from "./operations/own.server";
import { peopleOperations } from "./operations/people.server";
import { postOperations } from "./operations/posts.server";
import { registryOperations } from "./operations/registry.server";
import { threadOperations } from "./operations/threads.server";

export const operations: Operation[] = [
  ...threadOperations,
  ...postOperations,
  ...registryOperations,
  ...evidenceOperations,
  ...peopleOperations,
  ...ownOperations,
];
