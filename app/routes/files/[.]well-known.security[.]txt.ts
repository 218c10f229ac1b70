import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { invariantResponse } from "~/platform/responses.server";
import { securityTxt } from "~/platform/security-txt";

export function loader() {
  const { SECURITY_CONTACT: contact, publicOrigin: origin } = env();
  invariantResponse(contact !== undefined, "This forum names no contact for security.", { status: 404 });
  return new Response(securityTxt({ contact, origin, path: paths.securityTxt(), now: new Date() }), {
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=3600" },
  });
}
