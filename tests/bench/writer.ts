/** A member who writes: signs up as everybody does, and is spared the limits for new members. */
import pg from "pg";
import { findRunningPostgres } from "~/platform/embedded-postgres.server";
import type { Place } from "./places";
import { paths } from "~/paths";
import { ask } from "./requests";

const form = (origin: string) => ({
  Origin: origin,
  "Sec-Fetch-Site": "same-origin",
  "Content-Type": "application/x-www-form-urlencoded",
});

export class Writer {
  private constructor(
    private readonly origin: string,
    readonly cookie: string,
  ) {}

  /** `address` is the client's, as a proxy would tell it: the limit of sign-ups is one for each. */
  static async join(copy: { origin: string; folder: string }, handle: string, address?: string): Promise<Writer> {
    const { origin, folder } = copy;
    const body = new URLSearchParams({ handle, email: `${handle}@example.org`, password: "bench-bench-bench" });
    const answer = await ask(origin + paths.signUp(), {
      method: "POST",
      headers: { ...form(origin), ...(address && { "X-Forwarded-For": address }) },
      body: body.toString(),
    });
    const cookie = answer.headers["set-cookie"]?.split(";")[0];
    if (answer.status !== 303 || !cookie) throw new Error(`Signing up was answered with ${answer.status}.`);
    await trust(handle, folder);
    return new Writer(origin, cookie);
  }

  /** Milliseconds from sending a reply to the answer that it is there. */
  async reply(thread: Place, text: string): Promise<number> {
    const body = new URLSearchParams({ body: text, idempotencyKey: crypto.randomUUID() }).toString();
    const began = performance.now();
    const { status } = await ask(this.origin + paths.thread(thread), {
      method: "POST",
      headers: { ...form(this.origin), Cookie: this.cookie },
      body,
    });
    const time = performance.now() - began;
    if (status !== 303) throw new Error(`A reply was answered with ${status}.`);
    return time;
  }
}

async function trust(handle: string, folder: string) {
  const url = await findRunningPostgres(folder);
  if (url === null) throw new Error("The copy's PostgreSQL does not run.");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('update "Member" set "trustedAt" = now() where "handle" = $1', [handle]);
  await client.end();
}
