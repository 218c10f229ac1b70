import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireAdmin } from "~/features/auth/auth.server";
import { mailWay, readMailHtml } from "~/features/mail/mail.server";
import { invariantResponse } from "~/platform/responses.server";

/**
 * The html of a mail, for the frame on its page: mails style themselves, so styles are allowed here; scripts, pictures, forms
 * and links to other windows are not, and the page has no origin.
 */
export async function loader({ params, context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  const html = mailWay() === "files" ? await readMailHtml(params["id"] ?? "") : null;
  invariantResponse(html !== null, "There is no such mail, or it is older than seven days.", { status: 404 });
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "sandbox",
  ];
  return new Response(html, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy.join("; "),
      "X-Frame-Options": "SAMEORIGIN",
      "Cache-Control": "private, no-store",
    },
  });
}
