import { listTagNames } from "~/features/tags/tags.server";
import { rememberFor } from "~/platform/short-memory.server";

/** The vocabulary of tags as `listTagNames` gives it. It changes rarely, and a new name may take a minute. */
export const tagNames = () => rememberFor("tag names of the search", 60_000, listTagNames);
