/** A claim as an object of schema.org. */
import { paths } from "~/paths";
import { readClaimAddress } from "./claim-address";
import type { ClaimPage } from "./find-claim.server";
import { quantityOf } from "./read-claims";
import type { Check } from "./verdict";
import { shorten } from "~/ui/shorten";

type Given = Pick<
  ClaimPage,
  | "id"
  | "text"
  | "before"
  | "heading"
  | "address"
  | "title"
  | "status"
  | "word"
  | "verdict"
  | "factor"
  | "points"
  | "statedAt"
  | "checkedAt"
  | "post"
  | "thread"
  | "author"
  | "isPrivate"
>;

/**
 * `ClaimReview` where a check against data says that a number holds or is off, or readers found it missing in its source; else
 * `Claim` with the stated values. Null for what only its author may know.
 */
export function claimData(claim: Given, origin: string): object | null {
  if (claim.isPrivate) return null;
  const { id, verdict, word, checkedAt } = claim;
  const rating = ratingOf(claim);
  if (rating === null || checkedAt === null) return { ...stated(claim, origin), ...valueOf(claim) };
  return {
    "@type": "ClaimReview",
    url: origin + paths.claim(claim),
    datePublished: checkedAt.slice(0, 10),
    claimReviewed: reviewed(claim),
    author: { "@type": "Organization", name: "Counterproof", url: origin },
    itemReviewed: stated(claim, origin),
    reviewRating: {
      "@type": "Rating",
      ratingValue: rating,
      worstRating: 1,
      bestRating: 5,
      alternateName: word.charAt(0).toUpperCase() + word.slice(1),
      ratingExplanation: verdict.atPosting?.says ?? `Readers of claim ${id} did not find the number in its source.`,
    },
    ...(verdict.atPosting && { isBasedOn: verdict.atPosting.observed.series.map((series) => dataset(series, origin)) }),
  };
}

const longest = 75;

/** The claim with what stands before it, in fewer than 75 characters. */
function reviewed({ before, text }: Given): string {
  const words = shorten(text, longest - 1);
  const sentence = `${before.replace(/^.*[.!?]\s+/s, "")} ${words}`.trim();
  return sentence.length < longest ? sentence : words;
}

function stated({ statedAt, author, post, text }: Given, origin: string) {
  const url = origin + paths.post(post);
  return {
    "@type": "Claim",
    name: text,
    datePublished: statedAt.slice(0, 10),
    author: { "@type": "Person", name: author.name, url: origin + paths.member(author) },
    appearance: [{ "@type": "DiscussionForumPosting", url }],
    firstAppearance: { "@type": "CreativeWork", url },
  };
}

/** The stated interval, open where the statement is. */
function valueOf({ text, heading, address, title }: Given) {
  const read = readClaimAddress(address, title);
  const quantity = read.ok ? quantityOf(text, heading, read.address.unit) : null;
  if (!quantity) return {};
  const { lo, hi, unit } = quantity;
  return {
    about: {
      "@type": "QuantitativeValue",
      ...(lo !== null && { minValue: lo }),
      ...(hi !== null && { maxValue: hi }),
      ...(unit && { unitText: unit }),
    },
  };
}

/** 5 for a number that holds (4 if only close), down to 1 for one that is off by 10× or more; null where nothing was rated. */
function ratingOf({ status, verdict, factor, points }: Given): number | null {
  if (status === "not-in-source") return 1;
  const outcome: Check["outcome"] | undefined = verdict.atPosting?.outcome;
  if (status === "holds" && (outcome === "match" || outcome === "close")) return outcome === "match" ? 5 : 4;
  if (status !== "off") return null;
  // A share that is off is rated by points: 20 of them are as far as a factor of two.
  const distance = factor !== null ? Number(factor) : points !== null ? 1 + Math.abs(Number(points)) * 5 : Infinity;
  return distance < 2 ? 3 : distance < 10 ? 2 : 1;
}

const dataset = ({ subject, metric, providerName }: Check["observed"]["series"][number], origin: string) => ({
  "@type": "Dataset",
  name: `${subject}/${metric}, ${providerName}`,
  url: origin + paths.series({ subject, metric }),
});
