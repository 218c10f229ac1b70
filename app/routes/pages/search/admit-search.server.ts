/** What a search has to pass before it is made, as a page and as a feed. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { countAttempt, waitInWords, limits } from "~/features/auth/auth.server";
import { parseSearchAddress, type SearchAddress } from "~/features/search/search";
import { invariantResponse } from "~/platform/responses.server";

type Context = LoaderFunctionArgs["context"];

/** The search that the address asks for; 400 with a sentence for a bad value. */
export function searchAddressOf(context: Context): SearchAddress {
  const address = parseSearchAddress(context.url.searchParams);
  invariantResponse(
    address,
    "A search is sorted by “relevance”, “new”, “old” or “worth”; its kind is “thread” or “post”; dates are written as 2026-03-01, 2026-03 or 2026; there are at most six tags, chains and authors each.",
    { status: 400 },
  );
  return address;
}

/** 429 with `Retry-After` for who has searched too often in a short time. */
export async function keepWithinLimit(context: Context) {
  const wait = await countAttempt(limits.searchByAddress, context.address);
  invariantResponse(wait === 0, `You have searched a lot in a short time. Try again ${waitInWords(wait)}.`, {
    status: 429,
    headers: { "Retry-After": String(wait) },
  });
}
