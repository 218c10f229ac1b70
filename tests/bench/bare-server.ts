import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Answer } from "./requests";

/** A bare Node server in a process of its own, beside which others are measured. */
export class BareServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly origin: string,
  ) {}

  static async start(): Promise<BareServer> {
    const child = fork(new URL("same-bytes.js", import.meta.url), { execArgv: [] });
    const [port] = await once(child, "message");
    return new BareServer(child, `http://127.0.0.1:${port}`);
  }

  /** From now on it answers with these bytes. */
  async send({ body, headers }: Answer) {
    const told = once(this.child, "message");
    this.child.send({ body: body.toString("base64"), headers });
    await told;
  }

  stop() {
    this.child.disconnect();
  }
}
