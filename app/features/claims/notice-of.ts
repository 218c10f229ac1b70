/** The inbox notice to the author of a claim about its check. */
import { shorten } from "~/ui/shorten";
import { paths } from "~/paths";
import { wordOf } from "./claim";
import type { Trouble } from "./store-verdict.server";

/** "“~2M daily transactions”: off by at least 10×", and the claim's page. */
export function noticeOf({ claimId, text, status, factor, points, isAtLeast }: Trouble) {
  return {
    words: shorten(`“${text}”: ${wordOf(status, factor, points, isAtLeast)}`, 600),
    path: paths.claim({ id: claimId }),
  };
}
