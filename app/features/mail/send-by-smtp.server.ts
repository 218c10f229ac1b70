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
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    // A password never goes through a network in the clear.
    requireTLS: !isSecure && username !== "" && !isLoopbackHost(hostname),
  };
}

const isRefusal = (error: unknown) => {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown };
  return (code === "EENVELOPE" || code === "EMESSAGE") && Number(responseCode) >= 500;
};

/**
 * Hands a mail to the SMTP server. "refused": the server says that it never takes this mail (5xx to the address or the
 * text), so trying again is useless. Throws when the server can't be reached, is slow, or says "later".
 */
export async function sendBySmtp(smtpUrl: string, mail: DrawnMail): Promise<"sent" | "refused"> {
  // Loaded on demand: most starts send no mail.
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({
    ...serverOf(smtpUrl),
    ...patience,
    name: new URL(env().publicOrigin).hostname,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: mail.from,
      to: { name: "", address: mail.to },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      date: mail.date,
      // Nobody's automatic answer comes back.
      headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    });
    return "sent";
  } catch (error) {
    if (isRefusal(error)) return "refused";
    throw error;
  } finally {
    transport.close();
  }
}
