/** Classifies a node's error: a rate limit, a batch that it does not accept, or a refusal. */
import { quoted } from "~/platform/remote-words";

export type RpcError = { code: number | null; words: string };

/** Codes that mean "asked too often" wherever they are sent. */
const limitCodes = new Set([429, -32005, -32016, -32029, -32090, -32097, -32429]);
const limitWords =
  /rate.?limit|too many (requests|connections|calls)|limit (was )?(exceeded|reached)|exceeded .*(limit|quota|capacity|credits)|quota|compute units|throughput|slow down|requests? per (second|minute|day)/i;
const batchWords = /batch/i;
/** A block that another backend behind the same address has already. */
const notYetWords = /not found|unknown block|header for hash|could not find block|missing block|block .*not available/i;
const notYetCodes = new Set([-32001, -38001, 24]);

export const isBatchRefusal = ({ words }: RpcError) => batchWords.test(words);
export const isRateLimit = (error: RpcError) =>
  !isBatchRefusal(error) && ((error.code !== null && limitCodes.has(error.code)) || limitWords.test(error.words));
export const isNotYet = ({ code, words }: RpcError) =>
  (code !== null && notYetCodes.has(code)) || (notYetWords.test(words) && !/method/i.test(words));

/** The error in the node's words, with its code. */
export const inItsWords = ({ code, words }: RpcError) =>
  `${quoted(words).replace(/^: /, "")}${code === null ? "" : ` (${code})`}`.trim();
