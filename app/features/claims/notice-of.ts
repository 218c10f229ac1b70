/** The inbox notice to the author of a claim about its check. */
import { shorten } from "~/ui/shorten";
import { paths } from "~/paths";
import { wordOf } from "./claim";
import { statusWords } from "./status";
import type { Trouble } from "./store-verdicts.server";

/** "“~2M daily transactions”: off by at least 10×" or, of what no longer stands, "“…”: holds, was off"; and the claim's page. */
export function noticeOf({ claimId, text, status, ended, factor, points, isAtLeast }: Trouble) {
  const word = wordOf(status, factor, points, isAtLeast);
  return {
    words: shorten(`“${text}”: ${word}${ended === null ? "" : `, was ${statusWords[ended]}`}`, 600),
    path: paths.claim({ id: claimId }),
  };
}
