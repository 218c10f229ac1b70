import { constants } from "node:zlib";

/**
 * A window of 256 kB in place of brotli's usual 4 MB: pages are smaller, and V8 answers many large windows at once with
 * full garbage collections.
 */
export const brotliParams = { [constants.BROTLI_PARAM_LGWIN]: 18 };
