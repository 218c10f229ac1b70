/** Everything that the API can do, in the order of its document. */
import type { Operation } from "./operation";
import { claimOperations } from "./operations/claims.server";
import { sourceOperations } from "./operations/sources.server";
import { ownOperations } from "./operations/own.server";
import { memberOperations } from "./operations/members.server";
import { moderationOperations } from "./operations/moderation.server";
import { searchOperations } from "./operations/search.server";
import { postOperations } from "./operations/posts.server";
import { metricOperations } from "./operations/metrics.server";
import { chainOperations } from "./operations/chains.server";
import { tagOperations } from "./operations/tags.server";
import { threadOperations } from "./operations/threads.server";

export const operations: Operation[] = [
  ...threadOperations,
  ...postOperations,
  ...tagOperations,
  ...chainOperations,
  ...metricOperations,
  ...sourceOperations,
  ...claimOperations,
  ...memberOperations,
  ...searchOperations,
  ...moderationOperations,
  ...ownOperations,
];
