import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { countAttempt, limits, waitInWords } from "~/features/auth/auth.server";
import { exportThread } from "~/features/exports/exports.server";
import { findThread, followMerge } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { writeZip } from "~/platform/zip.server";

/** A thread with its sources, pictures and series as one archive. The same for everybody: it holds what visitors may read. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const askedId = idParam(params["threadId"]);
  const id = await followMerge(askedId);
  const thread = await findThread(id, null);
  invariantResponse(thread, "There is no such thread.", { status: 404 });
  // A merge can be undone.
  if (id !== askedId) throw redirect(paths.threadArchive(thread), 302);
  if (params["slug"] !== thread.slug) throw redirect(paths.threadArchive(thread), 301);
  const wait = await countAttempt(limits.archiveByAddress, context.address);
  invariantResponse(wait === 0, `Your address fetched many threads in a short time. Try again ${waitInWords(wait)}.`, {
    status: 429,
    headers: { "Retry-After": String(wait) },
  });
  return new Response(writeZip(exportThread(thread), request.signal), {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="thread-${thread.id}-${thread.slug}.zip"`,
      "Cache-Control": "no-store",
      "X-Robots-Tag": "noindex",
    },
  });
}
