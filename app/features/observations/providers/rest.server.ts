/** Providers that publish files: each asked for once; a file that failed is asked for again minutes later. */
import { createHash } from "node:crypto";
import { fetchFromOperator, parseJson } from "~/platform/operator-fetch.server";

type Asked = { url: string; etag?: string; totalMs?: number };
type Answer = {
  isUnchanged: boolean;
  json: unknown;
  etag: string | undefined;
  /** Which writing of the file this is: its ETag, or the hash of its bytes. */
  version: string;
  bytes: number;
  status: number;
};

/** Fetches a file as JSON; `isUnchanged` when it is the one whose ETag was given. */
export async function fetchFile({ url, etag, totalMs }: Asked): Promise<Answer> {
  const answer = await fetchFromOperator(url, { totalMs, headers: etag ? { "if-none-match": etag } : {} });
  const isUnchanged = answer.status === 304;
  const told = answer.headers["etag"]?.slice(0, 200) ?? (isUnchanged ? etag : undefined);
  return {
    isUnchanged,
    json: isUnchanged ? null : parseJson(answer.text),
    etag: told,
    version: told ?? createHash("sha256").update(answer.text).digest("hex").slice(0, 32),
    bytes: answer.bytes,
    status: answer.status,
  };
}
