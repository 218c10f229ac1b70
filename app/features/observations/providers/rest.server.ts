/** Providers that publish files: asked again when the line is bad, never when they say no. */
import { type Fetched, fetchFromOperator, parseJson } from "~/platform/operator-fetch.server";
import { patiently } from "./patience.server";

type Asked = { url: string; etag?: string; totalMs?: number };
type Answer = { isUnchanged: boolean; json: unknown; etag: string | undefined; bytes: number; status: number };

/** Fetches a file as JSON, in at most three tries; `isUnchanged` when it is the one whose ETag was given. */
export async function fetchFile({ url, etag, totalMs }: Asked): Promise<Answer> {
  const answer: Fetched = await patiently(() =>
    fetchFromOperator(url, { totalMs, headers: etag ? { "if-none-match": etag } : {} }),
  );
  const isUnchanged = answer.status === 304;
  return {
    isUnchanged,
    json: isUnchanged ? null : parseJson(answer.text),
    etag: answer.headers["etag"]?.slice(0, 200) ?? etag,
    bytes: answer.bytes,
    status: answer.status,
  };
}
