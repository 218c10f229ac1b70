/** Copies in web archives whose address holds the original's. */
const anyAddress = String.raw`((?:https?:\/\/|https?%3a%2f%2f)?[^\s/]+\.[^\s]+)`;
const stamp = String.raw`(?:\d{4,14}(?:[a-z]{2}_|\*)?|\*|[a-z]{2}_)`;

const archives = [
  `(?:web|www)\\.archive\\.org\\/web\\/(?:${stamp}\\/)?`,
  `archive\\.org\\/wayback\\/(?:${stamp}\\/)?`,
  `archive\\.(?:ph|is|today|li|vn|md|fo)\\/(?:o\\/\\w+\\/|newest\\/|oldest\\/|[\\d.-]{4,22}\\/)?`,
  `arquivo\\.pt\\/(?:wayback|noFrame\\/replay)\\/(?:${stamp}\\/)?`,
  `(?:www\\.)?webarchive\\.org\\.uk\\/(?:wayback\\/)?(?:en\\/)?archive\\/(?:${stamp}\\/)?`,
  `webarchive\\.nationalarchives\\.gov\\.uk\\/(?:ukgwa\\/)?(?:${stamp}\\/)?`,
  `wayback\\.archive-it\\.org\\/(?:\\w+\\/)?(?:${stamp}\\/)?`,
  `(?:timetravel\\.)?mementoweb\\.org\\/(?:memento|api\\/json)\\/${stamp}\\/`,
  `vefsafn\\.is\\/is\\/(?:${stamp}\\/)?`,
  `ghostarchive\\.org\\/(?:archive|varchive)\\/`,
].map((begin) => new RegExp(`^https?:\\/\\/${begin}${anyAddress}$`, "i"));

/** The address of the original, as it stands in a copy's address; null for any other address. */
export function originalOf(address: string): string | null {
  const found =
    archives.map((archive) => archive.exec(address)?.[1]).find(Boolean) ?? cachedByGoogle(address) ?? cited(address);
  if (!found) return null;
  const plain = /^https?%3a/i.test(found) ? decodeOrKeep(found) : found;
  // A host without a scheme has a dot, and isn't a path of the archive itself.
  if (!/^https?:\/\//i.test(plain))
    return /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/:?#]|$)/i.test(plain) ? `http://${plain}` : null;
  return plain;
}

function cachedByGoogle(address: string) {
  const query = /^https?:\/\/webcache\.googleusercontent\.com\/search\?(?:.*&)?q=cache(?::|%3a)([^&]+)/i.exec(
    address,
  )?.[1];
  return query && /^(?:[\w-]{8,16}:)?((?:https?:\/\/)?[^\s+]+)/.exec(decodeOrKeep(query))?.[1];
}

const cited = (address: string) => /^https?:\/\/(?:www\.)?webcitation\.org\/.*[?&]url=([^&]+)/i.exec(address)?.[1];

function decodeOrKeep(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
