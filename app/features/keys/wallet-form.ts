/** What browsers send of wallets. */
import { z } from "zod";

/** What a browser sends of a wallet that wants a message. */
export const WalletAsked = z.object({
  address: z.string("The wallet named no account.").regex(/^0x[0-9a-fA-F]{40}$/, "The wallet named no account."),
  chain: z.coerce
    .number()
    .int()
    .min(1, "The wallet named no chain.")
    .max(2_147_483_647, "The wallet’s chain is not known here."),
});

export type WalletAsked = z.infer<typeof WalletAsked>;

/** What a browser sends back. */
export const WalletAnswer = z.object({
  message: z
    .string("The wallet sent no message.")
    .min(1, "The wallet sent no message.")
    .max(4_000, "That message is too long.")
    // Forms end lines in their own way; the wallet signed the message as the server wrote it.
    .overwrite((message) => message.replaceAll("\r\n", "\n")),
  signature: z
    .string("The wallet sent no signature.")
    .max(40_000, "That signature is too long.")
    .regex(/^0x(?:[0-9a-fA-F]{2})+$/, "The wallet sent no signature."),
});
export type WalletAnswer = z.infer<typeof WalletAnswer>;
