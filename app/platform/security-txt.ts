/** `/.well-known/security.txt`: where a finder of a vulnerability writes to, as RFC 9116 says it. */
import { z } from "zod";

/** An address for reports: an e-mail address, which becomes a `mailto:` URI, or a URI that begins with https, mailto or tel. */
export const SecurityContact = z
  .string()
  .transform((text) => (z.email().safeParse(text).success ? `mailto:${text}` : text))
  .refine(
    (uri) => /^(https:\/\/[^\s/]+|mailto:[^\s@]+@[^\s@]+|tel:\+?[\d-]+)\S*$/.test(uri),
    "must be an e-mail address or begin with https://, mailto: or tel:",
  );

/** How long readers may rely on a copy. RFC 9116 asks for less than a year. */
const validFor = 180 * 86_400_000;

type Facts = { contact: string; origin: string; path: string; now: Date };

/** The file, with line ends of LF. Web addresses in it must begin with https, so another origin isn't named. */
export function securityTxt({ contact, origin, path, now }: Facts): string {
  const expires = new Date(now.getTime() + validFor);
  const canonical = origin.startsWith("https://") ? [`Canonical: ${origin}${path}`] : [];
  return [`Contact: ${contact}`, `Expires: ${expires.toISOString()}`, ...canonical, ""].join("\n");
}
