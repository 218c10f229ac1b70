import { seal, unseal } from "~/platform/secret-box.server";

const use = "webhook-secret";

export const sealSecret = (secret: string) => seal(use, secret);

type Sealed = { sealedSecret: string; sealedBefore: string | null; beforeUntil: Date | null };

/** The secrets that sign now, the newest first; null when the site's key is another one than they were encrypted with. */
export function openSecrets({ sealedSecret, sealedBefore, beforeUntil }: Sealed, now: Date): string[] | null {
  const secret = unseal(use, sealedSecret);
  if (secret === null) return null;
  const before = sealedBefore !== null && beforeUntil !== null && beforeUntil > now ? unseal(use, sealedBefore) : null;
  return before === null ? [secret] : [secret, before];
}
