import type { LoaderFunctionArgs } from "@remix-run/node";
import { countAttempt, limits, waitInWords } from "~/features/auth/auth.server";
import { exportThread } from "~/features/exports/exports.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { writeZip } from "~/platform/zip.server";
import { findThreadOfFile } from "../exports/thread-of-file.server";

/** A thread with its sources, pictures and series as one archive. The same for everybody: it holds what visitors may read. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const thread = await findThreadOfFile(params, { ofMerged: paths.threadArchive, ofRenamed: paths.threadArchive });
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
