import { Readable } from "node:stream";
import { env } from "~/platform/env.server";
import { isLoopbackHost } from "~/platform/loopback";
import type { DrawnMail } from "./letter";

/** The longest waits, in milliseconds: for the connection and for each answer. A job that waits holds up other jobs. */
const patience = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 15_000, dnsTimeout: 5_000 };

/** Where `SMTP_URL` leads: `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. */
function serverOf(smtpUrl: string) {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const isSecure = protocol === "smtps:";
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port) || (isSecure ? 465 : username ? 587 : 25),
    secure: isSecure,
    login: username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : null,
    // A password never goes through a network in the clear.
    requireTLS: !isSecure && username !== "" && !isLoopbackHost(hostname),
  };
}

export type Handed =
  | { is: "sent" }
  /** The server never takes this mail (5xx to the address or the text): trying again is useless. `said` is its answer. */
  | { is: "refused"; said: string }
  /** The server can't be reached, is slow or says "later": it has not taken the mail. */
  | { is: "later"; error: Error }
  /** The text was being handed over when the connection ended: nobody knows whether the server has taken it. */
  | { is: "doubtful"; error: Error }
  /** `beforeLast` said no. */
  | { is: "withdrawn" };

/**
 * Hands a mail to the SMTP server. `beforeLast` is asked when the server has accepted sender and address and waits for the text:
 * what it writes down happens before the server can take the mail.
 */
export async function sendBySmtp(
  smtpUrl: string,
  mail: DrawnMail,
  beforeLast: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<Handed> {
  const { raw, envelope } = await compose(mail);
  // Loaded on demand: most starts send no mail.
  const { default: SMTPConnection } = await import("nodemailer/lib/smtp-connection");
  const { login, ...server } = serverOf(smtpUrl);
  const connection = new SMTPConnection({ ...server, ...patience, name: new URL(env().publicOrigin).hostname });
  let isAtLast = false;
  let isOver = false;
  let isWanted = Promise.resolve(true);
  async function* text() {
    isWanted = beforeLast();
    if (!(await isWanted)) throw new Error("The letter was withdrawn");
    if (isOver) return;
    isAtLast = true;
    yield raw;
  }
  try {
    await new Promise<void>((done, fail) => {
      connection.once("error", fail);
      connection.once("end", () => fail(new Error("The mail server closed the connection")));
      const settle = (error?: Error | null) => (error ? fail(error) : done());
      const send = () => connection.send(envelope, Readable.from(text(), { objectMode: false }), settle);
      connection.connect((error) => {
        if (error) return fail(error);
        if (!login) return send();
        connection.login(login, (refused) => (refused ? fail(refused) : send()));
      });
    });
    return { is: "sent" };
  } catch (error) {
    isOver = true;
    // The connection can end while `beforeLast` still writes: the caller is answered when that is done, and the text is held back.
    const isWithdrawn = !(await isWanted.catch(() => true));
    return isWithdrawn ? { is: "withdrawn" } : outcomeOf(error, isAtLast);
  } finally {
    connection.close();
  }
}

type AnswerField = "code" | "command" | "responseCode" | "response";

function outcomeOf(thrown: unknown, isAtLast: boolean): Handed {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { code, command, responseCode, response } = error as Error & Partial<Record<AnswerField, unknown>>;
  const isAboutMail = code === "EENVELOPE" || code === "EMESSAGE";
  // What is wrong with our own address says nothing about the recipient's.
  const isAboutRecipient = code === "EMESSAGE" || (code === "EENVELOPE" && command === "RCPT TO");
  if (isAboutRecipient && Number(responseCode) >= 500)
    return { is: "refused", said: String(response ?? error.message).slice(0, 300) };
  // An answer to the text says that it was not taken; without one nobody knows.
  if (!isAtLast || (isAboutMail && Number(responseCode) >= 400)) return { is: "later", error };
  return { is: "doubtful", error };
}

/** The mail as bytes, signed where `DKIM_PRIVATE_KEY` is set, and between whom it goes. */
async function compose(mail: DrawnMail) {
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
  const node = new MailComposer({
    from: mail.from,
    to: { name: "", address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    date: mail.date,
    ...(mail.messageId && { messageId: mail.messageId }),
    ...(mail.inReplyTo && { inReplyTo: mail.inReplyTo }),
    ...(mail.references?.length && { references: mail.references }),
    ...(mail.replyTo && { replyTo: mail.replyTo }),
    // Nobody's automatic answer comes back.
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", ...mail.headers },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { from } = node.getEnvelope();
  const raw = await sign(await node.build());
  return { raw, envelope: { from: mail.returnPath ?? from, to: [mail.to], size: raw.length } };
}

async function sign(raw: Buffer): Promise<Buffer> {
  const { dkim } = env();
  if (!dkim) return raw;
  const { default: DKIM } = await import("nodemailer/lib/dkim");
  const { domain, selector, privateKey } = dkim;
  const signed = new DKIM({ domainName: domain, keySelector: selector, privateKey }).sign(raw);
  const chunks: Buffer[] = [];
  for await (const chunk of signed) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
