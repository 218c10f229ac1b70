/** What browsers send of a passkey, and how members name theirs. */
import { z } from "zod";

const base64url = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]*$/);

const credential = {
  id: base64url(1_400).min(1),
  rawId: base64url(1_400).min(1),
  type: z.literal("public-key"),
  authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional().catch(undefined),
  clientExtensionResults: z.looseObject({}).transform(() => ({})),
};

/** A passkey's answer to a challenge. */
export const PasskeyAnswer = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(10_000),
    authenticatorData: base64url(10_000),
    signature: base64url(10_000),
    userHandle: base64url(90)
      .nullish()
      .transform((handle) => handle ?? undefined),
  }),
});
export type PasskeyAnswer = z.infer<typeof PasskeyAnswer>;

const transports = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"] as const;

/** A new passkey. */
export const NewPasskeyAnswer = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(10_000),
    attestationObject: base64url(100_000),
    transports: z
      .array(z.string())
      .max(20)
      .optional()
      .transform((names) => transports.filter((known) => names?.includes(known))),
  }),
});
export type NewPasskeyAnswer = z.infer<typeof NewPasskeyAnswer>;

/** A field with JSON in it. */
export const jsonOf = <Schema extends z.ZodType>(schema: Schema, words: string) =>
  z
    .string(words)
    .max(150_000, words)
    .transform((text, context) => {
      try {
        const parsed = schema.safeParse(JSON.parse(text));
        if (parsed.success) return parsed.data;
      } catch {}
      context.addIssue({ code: "custom", message: words });
      return z.NEVER;
    });

const Challenge = z.object({ challenge: base64url(200).min(16) });

/** The challenge that an answer was signed for; null if the browser's data is none. */
export function challengeIn(clientDataJSON: string): string | null {
  try {
    const data = Challenge.safeParse(JSON.parse(Buffer.from(clientDataJSON, "base64url").toString()));
    return data.success ? data.data.challenge : null;
  } catch {
    return null;
  }
}
