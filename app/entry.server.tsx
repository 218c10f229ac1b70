import type { AppLoadContext, EntryContext, LoaderFunctionArgs, ActionFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToString } from "react-dom/server";
import { databaseFault, isForLater } from "~/platform/database-faults";
import { log } from "~/platform/log.server";
import { WholePage } from "~/platform/whole-page.server";
import { turnOfLoop } from "./server/loop-turns.server";
import { PageParts } from "./server/page-parts.server";
import { processState } from "./server/readiness.server";
import italicFont from "~/styles/fonts/stix-two-text-italic-common.woff2?url";
import { HtmlBodies } from "~/ui/html-body";
import { KeptParts } from "~/ui/kept-part";
import { PageFacts } from "~/ui/page-facts";

const italicsAhead = `<${italicFont}>; rel=preload; as=font; type="font/woff2"; crossorigin`;

/**
 * Renders a page as one text: nothing on it is deferred, and a stream would cost more than the page. What a component
 * throws goes to the framework, which renders the page of an error.
 */
export default async function handleRequest(
  request: Request,
  statusOfRemix: number,
  headers: Headers,
  remixContext: EntryContext,
  { bodies, nonce, requestId, fault }: AppLoadContext,
) {
  const status = fault ? 503 : statusOfRemix;
  const retryAfter = status === 503 ? "5" : retryAfterOf(remixContext);
  if (retryAfter) headers.set("Retry-After", retryAfter);
  headers.set("Content-Type", "text/html; charset=utf-8");
  await turnOfLoop();
  const parts = new PageParts(bodies);
  const html = renderToString(
    <PageFacts.Provider value={{ nonce, requestId: status >= 400 ? requestId : undefined, fault: fault ? 503 : 500 }}>
      <HtmlBodies.Provider value={parts.marksOfTexts}>
        <KeptParts.Provider value={parts}>
          <RemixServer context={remixContext} url={request.url} nonce={nonce} />
        </KeptParts.Provider>
      </HtmlBodies.Provider>
    </PageFacts.Provider>,
  );
  const page = parts.finish(`<!DOCTYPE html>${html}`);
  // Members' texts alone have italics. When their font came after the first picture, the browser laid out all of the thread again.
  if (status < 400 && page.includes("<em>")) headers.append("Link", italicsAhead);
  return new WholePage(page, { headers, status });
}

/** What an action or a loader asks for, also where it threw. Remix drops their headers unless every route passes them on. */
function retryAfterOf({ staticHandlerContext: { actionHeaders, loaderHeaders } }: EntryContext) {
  return [...Object.values(actionHeaders), ...Object.values(loaderHeaders)]
    .map((sent) => sent.get("Retry-After"))
    .find(Boolean);
}

/** Logs each error once, with its request. An aborted request is no error, nor what the framework refuses to a client. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  const fault = databaseFault(error) ?? (isForLater(error) ? "overload" : null);
  const path = new URL(request.url).pathname;
  if (!fault) return log().error({ err: error, method: request.method, path }, "a request failed");
  context.fault ??= fault;
  if (fault === "full") processState.lastWithoutRoom = performance.now();
  // One fault fails many requests: a line for each, without its stack.
  const why = error instanceof Error ? error.message.trim().split("\n").at(-1)?.slice(0, 300) : String(error);
  log().warn({ fault, why, method: request.method, path }, "a request can't be answered just now");
}
