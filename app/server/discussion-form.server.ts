/** One address, two forms: a discussion is a page for people, and markdown for programs that ask for it. */
import type { IncomingMessage as Incoming } from "node:http";
import { paths } from "~/paths";
import { preferredType } from "./wishes.server";

const discussion = /^\/t\/(\d{1,10})\/([a-z0-9-]+)(?:\/(\d{1,10}))?\/?$/;

/** Whether what is at this path depends on the header `Accept`. */
export const hasTwoForms = (path: string): boolean => discussion.test(path);

/** Whether a request for this path is for a discussion and would rather have markdown than a page. */
export const wantsMarkdown = (request: Incoming, path: string): boolean =>
  hasTwoForms(path) &&
  (request.method === "GET" || request.method === "HEAD") &&
  // The first where both are as welcome: to a browser, and to whoever takes anything.
  preferredType(request, ["text/html", "text/markdown"]) === "text/markdown";

/** The markdown of the discussion at this address, from the post on that the address names. */
export function markdownAt(url: URL): URL {
  const [, id, slug = "", number] = discussion.exec(url.pathname) ?? [];
  const from = url.searchParams.get("from") ?? number;
  const wanted = new URL(paths.threadMarkdown({ id: Number(id), slug }), url);
  if (from !== undefined) wanted.searchParams.set("from", from);
  return wanted;
}
