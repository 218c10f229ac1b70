/** A real SMTP server on this machine, whose moods a test chooses. */
import type { Socket } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { SMTPServer } from "smtp-server";

/**
 * "refuses sender" answers to our own address, "refuses" and "later" to the member's, "refuses text" and "later text" to the text; "drops" ends the connection before
 * the text, "drops text" behind it; "silent" never greets; "holds address" and "holds text" answer only when `release` is called.
 */
type Mood =
  | "takes"
  | "refuses"
  | "refuses sender"
  | "later"
  | "refuses text"
  | "later text"
  | "drops"
  | "drops text"
  | "silent"
  | "holds address"
  | "holds text";

export type Received = { from: string; to: string[]; source: string };

const failure = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode });

export class Smtp {
  mood: Mood = "takes";
  received: Received[] = [];
  #server: SMTPServer | undefined;
  #port = 0;
  #sockets = new Set<Socket>();
  #waiting: (() => void)[] = [];
  #held: (() => void)[] = [];
  #watching: (() => void)[] = [];

  get url() {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  async start() {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      logger: false,
      onConnect: (_session, answer) => {
        // "silent" never greets: the sender has to give up by itself.
        if (this.mood !== "silent") answer();
      },
      onMailFrom: (_address, _session, answer) => {
        answer(this.mood === "refuses sender" ? failure(550, "We know nobody of that name") : null);
      },
      onRcptTo: (_address, _session, answer) => {
        if (this.mood === "refuses") return answer(failure(550, "No such mailbox"));
        if (this.mood === "later") return answer(failure(451, "Try again later"));
        if (this.mood === "holds address") return this.#hold(answer);
        answer();
      },
      onData: (stream, { envelope }, answer) => {
        if (this.mood === "drops") return this.#sockets.forEach((socket) => socket.destroy());
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          if (this.mood === "drops text") return this.#sockets.forEach((socket) => socket.destroy());
          if (this.mood === "refuses text") return answer(failure(554, "This looks like spam"));
          if (this.mood === "later text") return answer(failure(451, "Greylisted"));
          this.received.push({
            from: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
            to: envelope.rcptTo.map(({ address }) => address),
            source: Buffer.concat(chunks).toString(),
          });
          if (this.mood === "holds text") this.#hold(answer);
          else answer();
          for (const wake of this.#waiting.splice(0)) wake();
        });
      },
    });
    // What a dropped client leaves is none of the test's.
    server.on("error", () => {});
    server.server.on("connection", (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
    this.#server = server;
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.server.address();
    this.#port = typeof address === "object" && address ? address.port : 0;
  }

  async stop() {
    this.release();
    await new Promise<void>((done) => (this.#server ? this.#server.close(done) : done()));
  }

  #hold(answer: () => void) {
    this.#held.push(answer);
    for (const wake of this.#watching.splice(0)) wake();
  }

  /** Waits until a client waits for an answer that is held. */
  async holding() {
    while (this.#held.length === 0) await new Promise<void>((wake) => this.#watching.push(wake));
  }

  /** Gives the answers that were held. */
  release() {
    for (const answer of this.#held.splice(0)) answer();
  }

  /** Ends all connections; waits until the clients have closed them too. */
  async drop() {
    await Promise.all(
      [...this.#sockets].map((socket) => {
        const closed = new Promise((done) => socket.once("close", done));
        socket.end();
        return closed;
      }),
    );
  }

  /** The next mail to this address that was not taken yet; waits for it. */
  async next(to: string): Promise<Received & { text: string; link: string }> {
    for (;;) {
      const index = this.received.findIndex((mail) => mail.to.includes(to));
      const [mail] = index === -1 ? [] : this.received.splice(index, 1);
      if (mail) {
        const text = textOf(mail.source);
        return { ...mail, text, link: /^https?:\/\/\S+$/m.exec(text)?.[0] ?? "" };
      }
      await new Promise<void>((wake) => this.#waiting.push(wake));
    }
  }
}

/** A field of a mail's head, unfolded; undefined where it has none. */
export function fieldOf(source: string, name: string): string | undefined {
  const head = source.slice(0, source.indexOf("\r\n\r\n")).replaceAll(/\r\n[ \t]+/g, " ");
  return new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1]?.trim();
}

/** The plain text of a mail of two parts, in quoted-printable or as it is. */
function textOf(source: string): string {
  const part = source.split("Content-Type: text/plain")[1] ?? "";
  const body = part.slice(part.indexOf("\r\n\r\n") + 4, part.indexOf("\r\n----_NmP"));
  if (!/quoted-printable/i.test(part.slice(0, part.indexOf("\r\n\r\n")))) return body.replaceAll("\r\n", "\n");
  const bytes = body
    .replaceAll(/=\r\n/g, "")
    .replaceAll(/((?:=[0-9A-F]{2})+)/g, (run) => Buffer.from(run.replaceAll("=", ""), "hex").toString());
  return bytes.replaceAll("\r\n", "\n");
}

/** An SMTP server for the tests of this file. */
export function useSmtp() {
  const smtp = new Smtp();
  beforeAll(() => smtp.start());
  afterAll(() => smtp.stop());
  return smtp;
}
