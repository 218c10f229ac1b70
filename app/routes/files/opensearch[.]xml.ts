import { xmlText } from "~/ui/xml";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";

/** How a browser searches here from its address bar: an OpenSearch 1.1 description. */
export function loader() {
  const { publicOrigin } = env();
  const body = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
    "<ShortName>Counterproof</ShortName>",
    "<Description>Threads and posts on scaling Ethereum</Description>",
    "<InputEncoding>UTF-8</InputEncoding>",
    `<Image width="16" height="16" type="image/svg+xml">${xmlText(`${publicOrigin}/favicon.svg`)}</Image>`,
    `<Url type="text/html" template="${xmlText(publicOrigin + paths.searchTemplate())}"/>`,
    `<Url type="application/opensearchdescription+xml" rel="self" template="${xmlText(publicOrigin + paths.openSearch())}"/>`,
    "</OpenSearchDescription>",
    "",
  ].join("\n");
  return new Response(body, {
    headers: {
      "Content-Type": "application/opensearchdescription+xml; charset=utf-8",
      "Cache-Control": "public, max-age=3600",
    },
  });
}
