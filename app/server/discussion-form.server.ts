/** One address, two forms: a discussion is a page for people, and markdown for programs that ask for it. */
import type { Request as Incoming } from "express";
import { paths } from "~/paths";

const discussion = /^\/t\/(\d{1,10})\/([a-z0-9-]+)(?:\/(\d{1,10}))?\/?$/;

/** Whether what is at this path depends on the header `Accept`. */
export const hasTwoForms = (path: string): boolean => discussion.test(path);

type Asking = Pick<Incoming, "method" | "accepts">;

/** Whether a request for this path is for a discussion and would rather have markdown than a page. */
export const wantsMarkdown = (request: Asking, path: string): boolean =>
  hasTwoForms(path) &&
  (request.method === "GET" || request.method === "HEAD") &&
  // The first where both are as welcome: to a browser, and to whoever takes anything.
  request.accepts(["text/html", "text/markdown"]) === "text/markdown";

/** The markdown of the discussion at this address, from the post on that the address names. */
export function markdownAt(url: URL): URL {
  const [, id, slug = "", number] = discussion.exec(url.pathname) ?? [];
  const from = url.searchParams.get("from") ?? number;
  const wanted = new URL(paths.threadMarkdown({ id: Number(id), slug }), url);
  if (from !== undefined) wanted.searchParams.set("from", from);
  return wanted;
}
