import type { LoaderFunctionArgs } from "@remix-run/node";
import { claimsCsv, listThreadClaims } from "~/features/claims/claims.server";
import { findThread } from "~/features/threads/threads.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";

/** A thread's ledger as CSV, as a visitor may read it. */
export async function loader({ params }: LoaderFunctionArgs) {
  const id = idParam(params["threadId"]);
  const thread = id ? await findThread(id, null) : null;
  invariantResponse(thread, "There is no such thread.", { status: 404 });
  return new Response(claimsCsv(await listThreadClaims(thread.id, null)), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="claims-of-thread-${thread.id}.csv"`,
      "Cache-Control": "no-cache",
    },
  });
}
