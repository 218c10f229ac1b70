import embedElement from "~/browser/embed-element.js?raw";
import { env } from "~/platform/env.server";
import { openToAll } from "~/platform/security-headers.server";

/** The element for other sites, with the address of this one. An hour old is new enough. */
export function loader() {
  const text = `self.counterproofOrigin = ${JSON.stringify(env().publicOrigin)};\n${embedElement}`;
  return new Response(text, {
    headers: {
      ...openToAll,
      "Content-Type": "text/javascript; charset=utf-8",
      "Cache-Control": "public, max-age=3600",
    },
  });
}
