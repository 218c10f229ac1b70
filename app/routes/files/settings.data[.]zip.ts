import type { LoaderFunctionArgs } from "@remix-run/node";
import { countAttempt, limits, requireOwner, waitInWords } from "~/features/auth/auth.server";
import { exportMember } from "~/features/people/people.server";
import { invariantResponse } from "~/platform/responses.server";
import { writeZip } from "~/platform/zip.server";

/** Everything that the asker wrote, as one archive; for suspended members too. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const owner = await requireOwner(context);
  const wait = await countAttempt(limits.exportByMember, owner.id);
  invariantResponse(wait === 0, `You have fetched your data often in a short time. Try again ${waitInWords(wait)}.`, {
    status: 429,
    headers: { "Retry-After": String(wait) },
  });
  return new Response(writeZip(exportMember(owner.id), request.signal), {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="counterproof-${owner.handle}.zip"`,
      "Cache-Control": "private, no-store",
    },
  });
}
