import { groupBy } from "~/platform/group-by";
import { operations } from "./operations.server";

/** What the API can do, by chapter, for a page. */
export const listOperations = () =>
  [...groupBy(operations, ({ chapter }) => chapter)].map(([chapter, list]) => ({
    chapter,
    operations: list.map(({ id, method, path, says, scope }) => ({ id, method, path, says, scope })),
  }));
