/** The built server as its own process, on a database of the test file's. Requests go over HTTP, as everybody's do. */
import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, beforeAll } from "vitest";
import type { Member } from "~/features/auth/auth";
import { freePort } from "~/platform/embedded-postgres.server";
import { useServedDatabase } from "./database";
import { startSessionToken } from "./sessions";

type Options = {
  method?: string;
  as?: Member | null;
  form?: Record<string, string | string[]>;
  json?: unknown;
  headers?: Record<string, string>;
  address?: string;
};

export class WebServer {
  port = 0;
  output = "";
  private process: ChildProcess | undefined;

  get origin() {
    return `http://localhost:${this.port}`;
  }

  async start(databaseUrl: string, environment: Record<string, string> = {}) {
    this.port ||= await freePort();
    const server = spawn(process.execPath, ["build/server/server.js"], {
      env: {
        ...process.env,
        NODE_ENV: "production",
        VITEST: "",
        DATABASE_URL: databaseUrl,
        PORT: String(this.port),
        HOST: "127.0.0.1",
        PUBLIC_URL: this.origin,
        TRUST_PROXY: "1",
        SHUTDOWN_DELAY: "0",
        LOG_LEVEL: "error",
        METRIC_FETCH: "off",
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process = server;
    const collect = (chunk: Buffer) => (this.output += chunk.toString());
    server.stdout.on("data", collect);
    server.stderr.on("data", collect);
    await new Promise<void>((ready, fail) => {
      server.once("exit", (code) => fail(new Error(`The server ended with ${code}: ${this.output}`)));
      server.stdout.on("data", () => {
        if (this.output.includes("Counterproof is at")) ready();
      });
    });
    server.removeAllListeners("exit");
  }

  /** Ends the process and answers with its exit code. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    const server = this.process;
    if (!server || server.exitCode !== null || server.signalCode !== null) return null;
    const ended = new Promise<number | null>((done) => server.once("exit", done));
    server.kill(signal);
    return ended;
  }

  async cookieOf(member: Member): Promise<string> {
    return `session-${this.port}=${await startSessionToken(member.id)}`;
  }

  /** The same for a browser's cookie jar. */
  async jarCookieOf(member: Member) {
    const [name = "", value = ""] = (await this.cookieOf(member)).split("=");
    return { name, value, url: this.origin };
  }

  /** A request as a browser of this site sends it; redirects are not followed. */
  async fetch(path: string, { method, as, form, json, headers, address }: Options = {}): Promise<Response> {
    const body = form ? toForm(form) : json === undefined ? undefined : JSON.stringify(json);
    return fetch(new URL(path, this.origin), {
      method: method ?? (body === undefined ? "GET" : "POST"),
      redirect: "manual",
      headers: {
        Accept: "text/html",
        ...(json !== undefined && { "Content-Type": "application/json" }),
        ...((form || method === "POST") && { Origin: this.origin, "Sec-Fetch-Site": "same-origin" }),
        ...(as && { Cookie: await this.cookieOf(as) }),
        ...(address && { "X-Forwarded-For": address }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
  }
}

function toForm(fields: Record<string, string | string[]>) {
  const form = new URLSearchParams();
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) form.append(name, value);
  return form;
}

/** A running server for the tests of this file. */
export function useWebServer(environment: Record<string, string> = {}) {
  const database = useServedDatabase();
  const server = new WebServer();
  beforeAll(() => server.start(database.url, environment));
  afterAll(async () => {
    await server.stop();
  });
  return server;
}
