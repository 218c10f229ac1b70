/** The fields of a chain, in the order in which they are shown. */
import { months } from "~/ui/dates";

export const factFields = [
  { key: "description", label: "In a sentence", help: "One line under the name." },
  { key: "status", label: "Status", help: "Active, Winding down or Archived." },
  { key: "kind", label: "Kind", help: "Optimistic rollup, ZK rollup, Validium, Optimium, Sidechain …" },
  { key: "stack", label: "Stack", help: "The software it runs." },
  { key: "family", label: "Stack family", help: "What the software descends from." },
  { key: "proof", label: "Proof system", help: "How a wrong state is kept out." },
  { key: "stage", label: "Stage", help: "L2BEAT’s: Stage 0, Stage 1, Stage 2, Not applicable or Under review." },
  { key: "category", label: "L2BEAT’s category", help: "The list of L2BEAT’s it stands in." },
  { key: "da", label: "Data", help: "Where the data to rebuild its state is." },
  { key: "withdrawal", label: "Withdrawal", help: "How long a withdrawal to Ethereum takes without a third party." },
  { key: "block-time", label: "Block time", help: "From one block to the next." },
  { key: "gas-token", label: "Fee token", help: "What fees are paid in." },
  { key: "launched", label: "Launched", help: "The day its mainnet opened, as 2023-08-09." },
  { key: "superchain", label: "Superchain", help: "Whether it is a member of the Superchain." },
  { key: "chain-id", label: "Chain id", help: "EIP-155, in figures." },
  { key: "caip2", label: "CAIP-2 id", help: "As eip155:8453." },
  { key: "users", label: "User transactions", help: "Which transactions count as sent by users." },
  {
    key: "system-txs",
    label: "System transactions",
    help: "Which are left out of the count: None, The first of each block, or Types 0xfe (several with spaces).",
  },
  { key: "counting", label: "Counting", help: "Every block, or A sample of blocks where there are several a second." },
  { key: "gas", label: "Gas", help: "EVM or Not the EVM’s." },
  {
    key: "gas-decimals",
    label: "Decimals of the fee token",
    help: "How many digits its smallest unit has; 18 is usual.",
  },
  {
    key: "node-kind",
    label: "Kind of nodes",
    help: "EVM, Starknet, Solana or Other; only the first three are measured.",
  },
  { key: "poll", label: "Nodes asked every", help: "In seconds, as 10 s." },
  { key: "node", label: "Public nodes", help: "Addresses parted by spaces." },
  { key: "explorers", label: "Explorers", help: "Addresses parted by spaces." },
  { key: "l2beat-id", label: "Id at L2BEAT", help: "" },
  { key: "growthepie-id", label: "Id at growthepie", help: "" },
  { key: "defillama-id", label: "Name at DefiLlama", help: "" },
  {
    key: "unpublished",
    label: "Not published",
    help: "What a publisher does not have of it, for example l2beat:tvs or growthepie:throughput, parted by spaces.",
  },
] as const;

export type FieldKey = (typeof factFields)[number]["key"];
export type FactField = (typeof factFields)[number];

/** Technical fields, shown apart from the description. */
export const isTechnical = (key: FieldKey) =>
  factFields.findIndex((field) => field.key === key) >= factFields.findIndex((field) => field.key === "chain-id");

/** A label inside a sentence: "stack family", "L2BEAT’s category". */
export const inSentence = ({ key, label }: { key: FieldKey; label: string }) =>
  key === "superchain" || /^[A-Z]{2}|^L2/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);

/** The field with this key; null if there is none. */
export const findField = (key: string | undefined): FactField | null =>
  factFields.find((field) => field.key === key) ?? null;

export const stages = ["Stage 0", "Stage 1", "Stage 2", "Not applicable", "Under review"] as const;
export const statuses = ["Active", "Winding down", "Archived"] as const;

/** What these fields may say: how the chain is measured depends on the exact words. */
const closedFields: Partial<Record<FieldKey, readonly string[]>> = {
  counting: ["Every block", "A sample of blocks"],
  gas: ["EVM", "Not the EVM’s"],
  "node-kind": ["EVM", "Starknet", "Solana", "Other"],
};

/** The allowed values of a field; null if any text is allowed. */
export const choicesOf = (key: FieldKey): readonly string[] | null =>
  key === "stage" ? stages : key === "status" ? statuses : (closedFields[key] ?? null);

/** Files and figures that a publisher may lack for a chain. */
const publishedFigures = [
  "l2beat:activity",
  "l2beat:tvs",
  "growthepie:txcount",
  "growthepie:daa",
  "growthepie:throughput",
  "growthepie:txcosts",
  "defillama:tvl",
];

/** A sentence if the value isn't allowed in its field; null if it is. */
export function faultInValue(field: FieldKey, value: string): string | null {
  const closed = closedFields[field];
  if (closed) return closed.includes(value) ? null : `This is one of: ${closed.join(", ")}.`;
  switch (field) {
    case "system-txs":
      return /^(None|The first of each block|Types 0x[0-9a-f]{1,2}( 0x[0-9a-f]{1,2}){0,7})$/.test(value)
        ? null
        : "Write None, The first of each block, or transaction types as Types 0xfe 0x7f.";
    case "gas-decimals":
      return /^([0-9]|[12][0-9]|30)$/.test(value) ? null : "Decimals are a whole number from 0 to 30.";
    case "poll":
      return /^(0\.[1-9]\d?|[1-9]\d{0,3})( s)?$/.test(value) ? null : "Write seconds, as 10 s; at least 0.1 s.";
    case "unpublished":
      return value.split(" ").every((word) => publishedFigures.includes(word))
        ? null
        : `Write some of these, with spaces between them: ${publishedFigures.join(" ")}.`;
    case "l2beat-id":
    case "growthepie-id":
      return /^[a-zA-Z0-9_-]{1,60}( \(address [a-z0-9-]{1,60}\))?$/.test(value)
        ? null
        : "An id is made of letters, digits, hyphens and underscores.";
    case "stage":
      return stages.some((stage) => stage === value) ? null : `A stage is one of ${stages.join(", ")}.`;
    case "status":
      return statuses.some((status) => status === value) ? null : `A status is one of ${statuses.join(", ")}.`;
    case "chain-id":
      return /^[1-9]\d{0,18}$/.test(value) ? null : "A chain id is a whole number, as 8453.";
    case "caip2":
      return /^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}$/.test(value) ? null : "A CAIP-2 id looks like eip155:8453.";
    case "launched":
      return isDate(value) ? null : "Write the date as 2023-08-09, as 2023-08 or as 2023.";
    case "node":
    case "explorers":
      return addressesIn(value).length > 0 && addressesIn(value).every(isWebAddress)
        ? null
        : "Write addresses that begin with https://, parted by spaces.";
    default:
      return null;
  }
}

export const addressesIn = (value: string) => value.split(/\s+/).filter(Boolean);

/** Whether this is a web address that may be linked. */
export function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s"<>\\]+$/.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === "" && url.password === "";
}

/** Whether this is an existing year, month or day. */
export function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? [];
  if (!year) return false;
  const date = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  return date.getUTCMonth() === Number(month ?? 1) - 1 && date.getUTCDate() === Number(day ?? 1);
}

/** "27 Jun 2026", "Jun 2026" or "2026": as exact as the source was. */
export function writeDate(date: string): string {
  const [year, month, day] = date.split("-");
  return [day && String(Number(day)), month && months[Number(month) - 1], year].filter(Boolean).join("\u00a0");
}

/** A value's form in an address: "Stage 1" is `stage-1`. */
export const slugOfValue = (value: string) =>
  value
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
