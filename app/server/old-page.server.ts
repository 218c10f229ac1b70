/** A page that can't be made again just now, sent with its age, in headers and in a line that readers see. */
import type { IncomingMessage as Incoming, ServerResponse as Outgoing } from "node:http";
import { html } from "~/ui/html";
import { addVary, writeHeaders } from "./answer-headers.server";
import type { Page } from "./page-cache.server";

const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });

/** Sends a page as it was at its date. Nobody keeps it: the next request asks for a newer one. */
export function sendOldPage(page: Page, request: Incoming, response: Outgoing) {
  writeHeaders(response, page.headers);
  response.setHeader("Cache-Control", "no-store");
  addVary(response, "Cookie");
  response.setHeader("Age", Math.max(0, Math.floor((performance.now() - page.at) / 1_000)));
  response.setHeader("Warning", '110 - "Response is Stale"');
  const body = withLine(page.plain.toString(), page.date);
  response.setHeader("Content-Length", Buffer.byteLength(body));
  response.writeHead(200).end(request.method === "HEAD" ? undefined : body);
}

/** The page with a line at the beginning of its main part. */
function withLine(text: string, date: Date): string {
  const line = html`<p class="notice notice-old" role="status">
    As of <time datetime="${date.toISOString()}">${time.format(date)} UTC</time>. The forum can't make newer pages just
    now, and nothing can be posted. Reload in a minute.
  </p>`;
  return text.replace(/<main\b[^>]*>/, (main) => `${main}${line.toString()}`);
}
