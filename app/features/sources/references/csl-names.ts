/** Names of people and organizations, as parts and in words. */
import { tidyText } from "./tidy-text";

/** A name has a family name or is written as a whole. */
export type CslName = Partial<
  Record<"family" | "given" | "non-dropping-particle" | "dropping-particle" | "suffix" | "literal", string>
>;

/** "A. Author", "A. Author and B. Other", "A. Author et al." */
export function authorsInWords(authors: readonly CslName[] = []) {
  const names = authors.map((name) =>
    [
      name.literal ?? [initialsOf(name.given), name["dropping-particle"], familyOf(name)].filter(Boolean).join(" "),
      name.suffix,
    ]
      .filter(Boolean)
      .join(", "),
  );
  if (names.length > 2) return `${names[0]} et al.`;
  return names.join(" and ");
}

/** The family name with the particle that stays with it: "van Renesse", "d’Amato". */
export function familyOf({ family = "", "non-dropping-particle": particle, literal }: CslName): string {
  if (!family) return literal ?? "";
  if (!particle) return family;
  return /[-’'ʼ]$/.test(particle) ? particle + family : `${particle} ${family}`;
}

/** "Vitalik B." → "V. B.", "Jean-Luc" → "J.-L.", "J.R.R." → "J. R. R.", "JRR" stays one name. */
export function initialsOf(given = "") {
  return given
    .replaceAll(/\.(?=\p{L})/gu, ". ")
    .split(/\s+/)
    .filter(Boolean)
    .map((word) =>
      word
        .split(/[-‐‑]/)
        .filter(Boolean)
        .map((piece) => `${Array.from(piece)[0]!.toUpperCase()}.`)
        .join("-"),
    )
    .join(" ");
}

/** "Family, Given", "Given Family" or one name as CSL parts. */
export function readName(text: string): CslName {
  const name = tidyText(text, 300);
  const [family = "", given, suffix] = name.split(/,\s*/, 3);
  if (given) return { ...withParticle(family), given, ...(suffix && { suffix }) };
  const space = name.lastIndexOf(" ");
  // Organisations and handles have no given name.
  if (space === -1 || /^(?:the|L2|Ethereum)\b|\b(?:foundation|labs|team|project|research|inc|ltd)\b/i.test(name))
    return { literal: name };
  return { family: name.slice(space + 1), given: name.slice(0, space) };
}

/** "van der Berg" → particle and family: the words in lower case before it, of which one at least is left. */
export function withParticle(name: string): CslName {
  const [, particle, family] = /^((?:\p{Ll}[\p{Ll}.’']*\s+)+)(\S.*)$/u.exec(name) ?? [];
  return particle && family ? { family, "non-dropping-particle": particle.trim() } : { family: name };
}
