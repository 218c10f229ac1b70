/** Responses that end a loader or action early. */
import { type AppLoadContext, json } from "@remix-run/node";

/** Throws a response with this status unless the condition holds; the message is shown to people. */
export function invariantResponse(
  condition: unknown,
  message: string,
  init: { status: number; headers?: HeadersInit },
): asserts condition {
  if (condition) return;
  throw new Response(message, { ...init, headers: { "Content-Type": "text/plain; charset=utf-8", ...init.headers } });
}

/** Refuses a small form: where its page stays open the words go beside it, as `{ refusal }`; otherwise they are the answer. */
export function refuseInPlace(
  words: string,
  init: { status: number; headers?: HeadersInit },
  wants: AppLoadContext["wants"],
) {
  invariantResponse(wants === "data", words, init);
  return json({ refusal: words }, init);
}

/** The body of an RFC 9457 problem. */
export const problemOf = (status: number, title: string, detail: string) => ({
  type: "about:blank",
  title,
  status,
  detail,
});

/** An RFC 9457 problem, the API's form of errors. */
export function problem(status: number, title: string, detail: string, headers: Record<string, string> = {}) {
  return new Response(JSON.stringify(problemOf(status, title, detail)), {
    status,
    headers: { ...headers, "Content-Type": "application/problem+json; charset=utf-8", "Cache-Control": "no-store" },
  });
}
