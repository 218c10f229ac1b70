import { PassThrough } from "node:stream";
import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type LoaderFunctionArgs,
  type ActionFunctionArgs,
} from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { databaseFault, isForLater } from "~/platform/database-faults";
import { log } from "~/platform/log.server";
import { processState } from "./server/readiness.server";
import { HtmlBodies } from "~/ui/html-body";
import { PageFacts } from "~/ui/page-facts";

const renderDeadline = 5_000;

/**
 * Renders a page. Members' pages are streamed; pages for visitors and robots are sent whole, because streaming writes
 * inline scripts, which their policy forbids.
 */
export default function handleRequest(
  request: Request,
  statusOfRemix: number,
  headers: Headers,
  remixContext: EntryContext,
  { bodies, nonce, requestId, fault }: AppLoadContext,
) {
  const status = fault ? 503 : statusOfRemix;
  const retryAfter = status === 503 ? "5" : retryAfterOf(remixContext);
  if (retryAfter) headers.set("Retry-After", retryAfter);
  const waitsForAll = isbot(request.headers.get("user-agent")) || !isMembersPage(remixContext);
  headers.set("Content-Type", "text/html; charset=utf-8");

  return new Promise<Response>((resolve, reject) => {
    let failed = false;
    // Until it is cleared, the timer keeps the whole page in memory: its elements, its data, its texts.
    let deadline: NodeJS.Timeout | undefined;
    const clear = () => clearTimeout(deadline);
    const answer = () => {
      const body = new PassThrough().once("close", clear);
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: failed ? 500 : status }));
      pipe(body);
    };
    const { pipe, abort } = renderToPipeableStream(
      <PageFacts.Provider value={{ nonce, requestId: status >= 400 ? requestId : undefined, fault: fault ? 503 : 500 }}>
        <HtmlBodies.Provider value={bodies}>
          <RemixServer context={remixContext} url={request.url} nonce={nonce} abortDelay={renderDeadline} />
        </HtmlBodies.Provider>
      </PageFacts.Provider>,
      {
        nonce,
        ...(waitsForAll
          ? {
              onAllReady() {
                clear();
                answer();
              },
            }
          : { onShellReady: answer, onAllReady: clear }),
        onShellError(error) {
          clear();
          reject(error);
        },
        onError(error) {
          failed = true;
          log().error({ err: error, path: new URL(request.url).pathname }, "a page could not be rendered");
        },
      },
    );
    deadline = setTimeout(abort, renderDeadline + 1_000).unref();
  });
}

/** What an action or a loader asks for, also where it threw. Remix drops their headers unless every route passes them on. */
function retryAfterOf({ staticHandlerContext: { actionHeaders, loaderHeaders } }: EntryContext) {
  return [...Object.values(actionHeaders), ...Object.values(loaderHeaders)]
    .map((sent) => sent.get("Retry-After"))
    .find(Boolean);
}

function isMembersPage(context: EntryContext) {
  const root = context.staticHandlerContext.loaderData["root"] as { viewer?: unknown } | undefined;
  return Boolean(root?.viewer);
}

/** Logs each error once, with its request. An aborted request is no error. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  if (request.signal.aborted) return;
  const fault = databaseFault(error) ?? (isForLater(error) ? "overload" : null);
  const path = new URL(request.url).pathname;
  if (!fault) return log().error({ err: error, method: request.method, path }, "a request failed");
  context.fault ??= fault;
  if (fault === "full") processState.lastWithoutRoom = performance.now();
  // One fault fails many requests: a line for each, without its stack.
  const why = error instanceof Error ? error.message.trim().split("\n").at(-1)?.slice(0, 300) : String(error);
  log().warn({ fault, why, method: request.method, path }, "a request can't be answered just now");
}
