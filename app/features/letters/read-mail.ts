/** Reads a mail as it came. It is a stranger's text: this runs in a thread beside the main one. */
import type { Address } from "postal-mime";
import { forMail, mailText } from "~/features/markdown/markdown.reading";
import { type Answered, answeredPart } from "./answered-part";

export type ReadMail = {
  /** Whose mail it says it is, in small letters; null where it says nothing, or names several. */
  from: string | null;
  /** All addresses that it was sent to, as far as its head tells. */
  to: string[];
  messageId: string | null;
  /** No person wrote it: an automatic answer, a list, a report. */
  isAutomatic: boolean;
  /** A letter of ours came back for good, and why. */
  bounce: { said: string } | null;
} & Answered;

const mostText = 200_000;

export async function readMail(raw: Uint8Array): Promise<ReadMail> {
  const { default: PostalMime } = await import("postal-mime");
  const mail = await PostalMime.parse(raw, { attachmentEncoding: "utf8" });
  const field = (name: string) =>
    mail.headers
      .find(({ key }) => key === name)
      ?.value.toLowerCase()
      .trim() ?? "";
  const text = mail.text?.trim() ? mail.text : mail.html ? mailText(forMail(mail.html), "") : "";
  const reports = mail.attachments.filter(({ mimeType }) => mimeType === "message/delivery-status");
  return {
    from: mail.from ? (addressesOf([mail.from])[0] ?? null) : null,
    to: [
      ...addressesOf([...(mail.to ?? []), ...(mail.cc ?? [])]),
      ...["delivered-to", "x-original-to", "envelope-to"].map(field).map((address) => address.replaceAll(/[<>]/g, "")),
    ].filter(Boolean),
    messageId: mail.messageId ?? null,
    isAutomatic: isAutomatic(field) || reports.length > 0,
    bounce: bounceOf(reports.map(({ content }) => (typeof content === "string" ? content : ""))),
    ...answeredPart(text.slice(0, mostText)),
  };
}

const addressesOf = (addresses: Address[]): string[] =>
  addresses.flatMap(({ address, group }) =>
    (group ?? [{ address }]).flatMap((one) => one.address?.toLowerCase() ?? []),
  );

function isAutomatic(field: (name: string) => string): boolean {
  const submitted = field("auto-submitted");
  return (
    (submitted !== "" && submitted !== "no") ||
    ["bulk", "junk", "list", "auto_reply"].includes(field("precedence")) ||
    field("list-id") !== "" ||
    field("x-autoreply") !== "" ||
    field("x-autorespond") !== "" ||
    field("return-path") === "<>" ||
    field("content-type").startsWith("multipart/report") ||
    /^(?:mailer-daemon|postmaster)@|<(?:mailer-daemon|postmaster)@/.test(field("from"))
  );
}

/** What a report of delivery (RFC 3464) says of a letter that was given up; null for one that is only late. */
function bounceOf(reports: string[]): ReadMail["bounce"] {
  for (const report of reports) {
    if (!/^action:\s*failed/im.test(report) || !/^status:\s*5\./im.test(report)) continue;
    const said = /^diagnostic-code:\s*(?:[\w-]+;\s*)?(.+(?:\r?\n[ \t]+.+)*)/im.exec(report)?.[1] ?? "";
    return { said: said.replaceAll(/\s+/g, " ").trim().slice(0, 300) };
  }
  return null;
}
