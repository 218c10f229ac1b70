/** Reads a mail as it came. It is a stranger's text: this runs in a thread beside the main one. */
import type { Address, Attachment } from "postal-mime";
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
  pictures: AttachedPicture[];
  /** The names of other files, each with why it is left out. */
  leftOut: LeftOut[];
} & Answered;

/** A picture as it came, and the name of its file. */
export type AttachedPicture = { name: string; bytes: Uint8Array };
export type LeftOut = { name: string; why: string };

const mostText = 200_000;
const mostPictures = 10;

export async function readMail(raw: Uint8Array): Promise<ReadMail> {
  const { default: PostalMime } = await import("postal-mime");
  const mail = await PostalMime.parse(raw);
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
    bounce: bounceOf(reports.map(({ content }) => new TextDecoder().decode(bytesOf(content)))),
    ...attached(mail.attachments, mail.html ?? ""),
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

const bytesOf = (content: Attachment["content"]): Uint8Array =>
  typeof content === "string" ? Buffer.from(content) : new Uint8Array(content);

const isIn = (html: string, contentId = "") =>
  contentId !== "" && html.includes(`cid:${contentId.replaceAll(/^<|>$/g, "")}`);

/** Parts that mail programs add by themselves: signatures, reports. */
const byProgram = /^(?:application\/(?:pgp|pkcs7|x-pkcs7|ms-tnef)|message\/(?:delivery-status|disposition))/;

/** What somebody attached. A picture that the mail's own layout shows, such as a logo in its signature, is no part of the answer. */
function attached(attachments: Attachment[], html: string): Pick<ReadMail, "pictures" | "leftOut"> {
  const pictures: AttachedPicture[] = [];
  const leftOut: LeftOut[] = [];
  for (const { filename, mimeType, related, contentId, content } of attachments) {
    if (byProgram.test(mimeType)) continue;
    const name =
      (filename ?? "")
        .replaceAll(/[\p{Cc}\s]+/gu, " ")
        .trim()
        .slice(0, 100) || "a file without a name";
    if (!mimeType.startsWith("image/")) leftOut.push({ name, why: "Only pictures are taken." });
    else if (related || isIn(html, contentId))
      leftOut.push({ name, why: "It stands within the mail’s text. Attach pictures as files." });
    else if (pictures.length >= mostPictures)
      leftOut.push({ name, why: `A reply by mail takes ${mostPictures} pictures.` });
    else pictures.push({ name, bytes: bytesOf(content) });
  }
  return { pictures, leftOut: leftOut.slice(0, 20) };
}
