import type { HeadersArgs } from "@remix-run/node";

/** Remix drops headers of actions and errors unless the route passes them on; these must arrive. */
export function keepRetryAfter({ actionHeaders, loaderHeaders, errorHeaders }: HeadersArgs): HeadersInit {
  const headers = [errorHeaders, actionHeaders, loaderHeaders]
    .map((source) => source?.get("Retry-After"))
    .find(Boolean);
  return headers ? { "Retry-After": headers } : {};
}
