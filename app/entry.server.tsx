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
import { isForLater } from "~/platform/database-faults";
import { log } from "~/platform/log.server";
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
  { bodies, nonce, requestId, databaseIsAway }: AppLoadContext,
) {
  const status = databaseIsAway ? 503 : statusOfRemix;
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
      <PageFacts.Provider
        value={{ nonce, requestId: status >= 400 ? requestId : undefined, fault: databaseIsAway ? 503 : 500 }}
      >
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
          log().error({ err: error, url: request.url }, "a page could not be rendered");
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
  context.databaseIsAway ||= isForLater(error);
  log().error(
    { err: error, requestId: context.requestId, method: request.method, url: request.url },
    "a request failed",
  );
}
