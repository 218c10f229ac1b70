import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireAdmin, requireFreshProof } from "~/features/auth/auth.server";
import { fetchExport, findNotedExport } from "~/features/exports/exports.server";
import { readId } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";

/** The archive of the whole forum, for the administrator who noted in the log that they fetch it. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const by = await requireAdmin(context);
  const entry = readId(context.url.searchParams.get("entry") ?? "");
  const kind = entry ? await findNotedExport(entry, by) : null;
  invariantResponse(kind, "Ask for the archive on the page for it: each download is noted in the log.", {
    status: 404,
  });
  if (kind === "full") await requireFreshProof(request, context);
  const archive = await fetchExport(kind, request.signal);
  invariantResponse(archive, "An archive is being written for somebody just now. Try again in a few minutes.", {
    status: 503,
    headers: { "Retry-After": "120" },
  });
  return new Response(archive, {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="counterproof-${kind}.zip"`,
      "Cache-Control": "private, no-store",
    },
  });
}
