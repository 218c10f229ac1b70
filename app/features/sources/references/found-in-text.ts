/** Identifiers and addresses, from whatever field people write them in. */
import { isPublicHost } from "../canonical-address";

/** A DOI as it stands in a text, without what is around it. Old ones of Wiley's hold `<…>`. */
export function doiIn(text: string): string | undefined {
  const found = /10\.\d{4,9}(?:\.\d+)*\/(?:[^\s"<>{}]|<[^\s"<>{}]+>)+/.exec(decodePercent(text))?.[0];
  return found && trimmed(found.replace(/[,;]\s*(?:https?:|10\.\d{4}).*$/i, ""));
}

const decodePercent = (text: string) => (/10\.\d{4,9}%2f/i.test(text) ? text.replaceAll(/%2f/gi, "/") : text);

/** The address behind a short name of a DOI, "10/ab3xk", which only doi.org can make the DOI of. */
export function addressOfShortDoi(text: string): string | undefined {
  const name = /^\s*(?:doi:\s*|(?:https?:\/\/)?(?:dx\.)?doi\.org\/)?(10\/[a-z0-9]{3,12})\s*$/i.exec(text)?.[1];
  return name && `https://doi.org/${name.toLowerCase()}`;
}

/** An arXiv id that its text names as one: "arXiv preprint arXiv:1809.09044", "CoRR abs/1809.09044". */
export function arxivIn(text: string): string | undefined {
  return /(?:arxiv(?:\.org)?\s*[:/]\s*|\barxiv\s+(?:e-?prints?,?\s+|preprints?,?\s+)?|\babs\/|arxiv\.org\/(?:abs|pdf|html)\/|10\.48550\/arxiv\.)(?:abs\/)?((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?)/i.exec(
    text,
  )?.[1];
}

/** A number of the Cryptology ePrint Archive: "Report 2014/857". */
export function iacrIn(text: string): string | undefined {
  return (
    /(?:eprint\.iacr\.org|\bia\.cr)\/(?:curr\/)?((?:19|20)\d\d\/\d{1,5})/i.exec(text)?.[1] ??
    (/\b(?:iacr|cryptology|eprint)\b/i.test(text)
      ? /(?:report|paper|archive|eprint)[,:]?\s*(?:no\.?\s*)?((?:19|20)\d\d\/\d{1,5})(?!\d)/i.exec(text)?.[1]
      : undefined)
  );
}

/** A number of the Cryptology ePrint Archive by the year and page that a list of papers writes as those of a journal. */
export function iacrOf(journal: string, years: (string | undefined)[], numbers: (string | undefined)[]) {
  if (!/\be-?print arch/i.test(journal)) return undefined;
  const year = years.find((one) => /^(?:19|20)\d\d$/.test(one?.trim() ?? ""));
  const number = numbers.find((one) => /^\d{1,5}$/.test(one?.trim() ?? ""));
  return year && number ? `${year.trim()}/${number.trim()}` : undefined;
}

/** The first address in a text, without what sticks to it. */
export function addressIn(text: string): string | undefined {
  const found = /https?:\/\/[^\s"<>{}\\^`|。，、；「」『』【】《》]+/i.exec(withAmpersands(text))?.[0];
  return found && trimmed(found);
}

const withAmpersands = (text: string) => text.replaceAll(/&(?:amp|#38|#x26);/gi, "&");

/** An address that fills a field: what an address may not hold is encoded. */
export function addressOf(text: string): string | undefined {
  const tidy = withAmpersands(text)
    .replaceAll(/[\r\n]+\s*/g, "")
    .trim();
  const all = tidy.split(/(?:[\s,;|]+(?:and\s+)?)(?=https?:\/\/)/i);
  const addresses = all.filter((one) => /https?:\/\//i.test(one));
  const first = addresses.find(opensForOthers) ?? addresses[0] ?? all[0]!;
  const start = first.search(/https?:\/\//i);
  if (start > 0) return addressIn(first);
  if (start === 0) return encoded(first.trim());
  if (/^\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\//i.test(first)) return encoded(`https:${first}`);
  return /^(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\/\S*$|^www\.\S+\.[a-z]{2,}$/i.test(first)
    ? encoded(`http://${first}`)
    : undefined;
}

const opensForOthers = (text: string) => isPublicHost(/https?:\/\/([^/?#:\s]+)/i.exec(text)?.[1] ?? "");

/** A place that no browser opens ("ftp://…", "ipfs://…"), but that is no secret of its owner's machine. */
const unopened =
  /(?<![\w.+-])(?!https?:|file:|javascript:|data:|blob:|zotero:)[a-z][a-z0-9+.-]{1,15}:\/\/[^\s"<>{}\\^`|]+/i;

/** A reference's note with such a place from these fields: readers see where it is, though nothing links there. */
export function withUnopened(note: string | undefined, fields: (string | undefined)[]): string | undefined {
  const place = fields.flatMap((text) => unopened.exec(text ?? "")?.[0] ?? []).map(trimmed)[0];
  return !place || note?.includes(place) ? note : [note, place].filter(Boolean).join(" ");
}

const encoded = (address: string) =>
  trimmedTail(address).replaceAll(/[\s"<>\\^`{|}]/g, (sign) => encodeURIComponent(sign));

const trimmedTail = (address: string) => address.replace(/[.,;]+$/, "");

/** Without closing marks, and without a bracket that nothing opens. */
function trimmed(text: string): string {
  let value = text;
  for (;;) {
    const isOpen = value.split(/[(（]/).length < value.split(/[)）]/).length;
    if (!/[.,;:!?：！？'’”\]]$/.test(value) && !(/[)）]$/.test(value) && isOpen)) return value;
    value = value.slice(0, -1);
  }
}
