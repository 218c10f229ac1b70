/** The inbox notice to the author of a claim about its check. */
import { paths } from "~/paths";
import { wordOf } from "./claim";
import type { Trouble } from "./store-verdict.server";

/** "“~2M daily transactions”: off by at least 10×", and the claim's page. */
export function noticeOf({ claimId, text, status, factor, points, isAtLeast }: Trouble) {
  return {
    words: `“${text}”: ${wordOf(status, factor, points, isAtLeast)}`.slice(0, 600),
    path: paths.claim({ id: claimId }),
  };
}
