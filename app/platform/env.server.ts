/** The environment, parsed once. Each error is a sentence. Nothing else in `app/` reads `process.env`. */
import { createPrivateKey } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { hostsOf } from "./database-hosts.server";
import { isLoopbackHost } from "./loopback";
import { projectRoot } from "./project-root.server";
import { SecurityContact } from "./security-txt";
import { StartError } from "./start-error";

const port = z.coerce.number("must be a number").int("must be a whole number").min(1).max(65_535);
const isListOrOne = (addresses: string[]) => addresses.length === 1 || addresses.every((one) => URL.canParse(one));
const postgresUrl = z
  .string()
  .refine(
    (value) => /^postgres(ql)?:\/\/\S+$/.test(value) && isListOrOne(hostsOf(value)),
    "must look like postgresql://user:password@host:5432/database, with commas between several hosts",
  );

/** Addresses of replicas with commas between them, each of one host or of several. */
const postgresUrls = z
  .string()
  .transform((value) => value.split(/,(?=postgres(?:ql)?:)/).flatMap(hostsOf))
  .refine(
    (urls) => urls.every((url) => /^postgres(ql)?:\/\/\S+$/.test(url) && URL.canParse(url)),
    "must be addresses such as postgresql://user:password@host:5432/database, with commas between them",
  );

/** `Name <address>`, or an address alone. */
const sender = z
  .string()
  .max(200)
  .refine((value) => z.email().safeParse(/^[^<>"\r\n]{1,60} <([^<>]+)>$/.exec(value)?.[1] ?? value).success, {
    error: "must be an address, or a name and an address as in Counterproof <noreply@forum.example>",
  });
const smtpUrl = z
  .url("must look like smtp://user:password@host:587 or smtps://user:password@host")
  .regex(/^smtps?:\/\/[^/?#]+\/?$/, "must look like smtp://user:password@host:587 or smtps://user:password@host");

/** A private key in PEM, whose lines may be written as `\\n`. */
const dkimKey = z
  .string()
  .max(10_000)
  .transform((value) => value.replaceAll("\\n", "\n"))
  .refine((value) => {
    try {
      return createPrivateKey(value).asymmetricKeyType === "rsa";
    } catch {
      return false;
    }
  }, "must be an RSA private key in PEM, with its lines as they are or with \\n between them");

const webUrl = z
  .url("must be an address such as http://localhost:7700")
  .regex(/^https?:\/\//, "must begin with http:// or https://");
const switchable = (usual: string) =>
  z
    .string()
    .refine((value) => value === "off" || webUrl.safeParse(value).success, "must be an address or “off”")
    .default(usual);

const Env = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  ROLE: z.enum(["all", "web", "worker"], "must be all, web or worker").default("all"),
  PORT: port.default(3000),
  HOST: z.string().min(1).optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  DATABASE_REPLICA_URL: postgresUrls.optional(),
  DATA_DIR: z.string().min(1).default(join(projectRoot, "data")),
  PUBLIC_URL: z
    .url("must be an absolute address such as https://forum.example")
    .regex(/^https?:\/\/[^/?#]+\/?$/, "must have a scheme and a host and nothing after them")
    .optional(),
  TRUST_PROXY: z.coerce.number("must be the number of proxies in front").int().min(0).max(10).default(0),
  SHUTDOWN_DELAY: z.coerce.number("must be a number of seconds").min(0).max(8, "must be at most 8 seconds").optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  METRIC_FETCH: z.enum(["on", "off"]).default("on"),
  L2BEAT_URL: switchable("https://l2beat.com"),
  GROWTHEPIE_URL: switchable("https://api.growthepie.com"),
  DEFILLAMA_URL: switchable("https://api.llama.fi"),
  MEILI_URL: webUrl.refine((value) => !value.includes("@"), "must not hold a password: that is MEILI_KEY").optional(),
  MEILI_KEY: z.string().min(1).max(500).optional(),
  SECRET_KEY: z.string().min(32, "must have 32 characters or more").max(500).optional(),
  ORCID_CLIENT_ID: z.string().min(1).max(200).optional(),
  ORCID_CLIENT_SECRET: z.string().min(1).max(500).optional(),
  ORCID_ISSUER: webUrl.default("https://orcid.org"),
  GITHUB_CLIENT_ID: z.string().min(1).max(200).optional(),
  GITHUB_CLIENT_SECRET: z.string().min(1).max(500).optional(),
  GITHUB_URL: webUrl.default("https://github.com"),
  GITHUB_API_URL: webUrl.default("https://api.github.com"),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: sender.optional(),
  PUSH_HOSTS: z.string().max(1_000).optional(),
  FORMER_HOSTS: z.string().max(1_000).optional(),
  WEBHOOK_HOSTS: z.string().max(1_000).optional(),
  MAIL_WEBHOOK_SECRET: z.string().min(32, "must have 32 characters or more").max(500).optional(),
  MAIL_REPLY_ADDRESS: z
    .email("must be an address such as reply@in.forum.example")
    .max(120)
    .regex(/^[a-z0-9._-]{1,20}@/, "must have at most 20 small letters, digits, dots and hyphens before its @")
    .optional(),
  DKIM_DOMAIN: z
    .string()
    .max(200)
    .regex(/^[a-z0-9.-]+$/i, "must be a domain such as forum.example")
    .optional(),
  DKIM_SELECTOR: z
    .string()
    .max(60)
    .regex(/^[a-z0-9._-]+$/i, "must be a name such as mail1")
    .optional(),
  DKIM_PRIVATE_KEY: dkimKey.optional(),
  WORKER_PORT: port.optional(),
  METRICS_TOKEN: z.string().min(16, "must have 16 characters or more").max(500).optional(),
  SECURITY_CONTACT: SecurityContact.optional(),
  /** The licence under which members' texts may be used. */
  CONTENT_LICENCE: z.url({ protocol: /^https$/, error: "must be an address that begins with https://" }).optional(),
  ALLOW_NEWER_DATABASE: z.enum(["0", "1"]).default("0"),
  DEVNET: z.enum(["on", "off"]).default("off"),
  PATH: z.string().default(""),
});

export type Env = z.infer<typeof Env> & {
  /** Local mode: no database was configured, so the embedded one with the demonstration is used. */
  isLocal: boolean;
  /**
   * Why others might reach a copy in local mode, as the end of a sentence ("HOST is 0.0.0.0"); null where only this
   * machine can. Whatever needs no password, and whatever may reach private addresses, exists only where this is null.
   * A copy with a database of its own is never private.
   */
  reachableBecause: string | null;
  /** Scheme, host and port of every absolute URL. */
  publicOrigin: string;
  /** From whom mails are, `Name <address>`. */
  mailFrom: string;
  /** With what mails are signed here; null where the mail server does it, or nobody. */
  dkim: { domain: string; selector: string; privateKey: string } | null;
  /** The origins whose forms are accepted. */
  goodOrigins: string[];
  /** The hosts that are answered for; null for any, where a proxy decides. */
  goodHosts: string[] | null;
  host: string;
  /** Milliseconds to go on serving after a signal to stop, for balancers to notice. */
  shutdownDelay: number;
  /** Nodes by chain, from `RPC_<SLUG>`: their addresses in order of preference, none when switched off. */
  rpc: Record<string, string[]>;
  /** Hosts of push services beside the browsers' own, each with its port where it has one. */
  pushHosts: string[];
  /** Hosts of forums that were taken over: requests for them are led to where their content is now. In lower case, with a port where it has one. */
  formerHosts: string[];
  /** Hosts whose webhooks are dialled as given, each with its port where it has one. */
  webhookHosts: string[];
  /** Variables of providers' addresses that were set explicitly. */
  named: Set<string>;
};

/** `RPC_OP_MAINNET=https://a,https://b#300` (300 calls a minute at most) → `{ "op-mainnet": ["https://a", "https://b#300"] }`; throws a sentence at an address that is none. */
function parseRpc(given: Record<string, string | undefined>): Record<string, string[]> {
  const entries = Object.entries(given).filter(([name]) => /^RPC_[A-Z0-9_]+$/.test(name));
  return Object.fromEntries(
    entries.map(([name, value = ""]) => {
      const slug = name.slice("RPC_".length).toLowerCase().replaceAll("_", "-");
      if (value.trim() === "off") return [slug, []];
      const urls = value.split(",").map((url) => url.trim());
      if (urls.length > 8 || urls.some((url) => !webUrl.safeParse(url).success))
        throw new StartError(
          `The environment has a fault: ${name} must be “off” or up to eight addresses such as https://rpc.example, with commas between them.`,
        );
      if (urls.some((url) => !/^(#[1-9]\d{0,5})?$/.test(new URL(url).hash)))
        throw new StartError(
          `The environment has a fault: behind an address's “#”, ${name} may only say how many calls a minute it bears, as in https://rpc.example#300.`,
        );
      return [slug, urls];
    }),
  );
}

const hostsIn = (given: string) => given.split(",").flatMap((host) => host.trim().toLowerCase() || []);

/** `push.example,localhost:4100` → the hosts as an address names them; throws a sentence at one that is none. */
function parseHosts(name: string, given: string): string[] {
  const hosts = hostsIn(given);
  if (hosts.length > 20 || hosts.some((host) => !URL.canParse(`https://${host}`) || /[/@?#]/.test(host)))
    throw new StartError(
      `The environment has a fault: ${name} must be up to twenty hosts such as push.example or localhost:4100, with commas between them.`,
    );
  return hosts;
}

/** `forum.example,www.forum.example` → its hosts; throws a sentence at one that is none, or this forum's own. */
function parseFormerHosts(given: string, publicOrigin: string): string[] {
  const hosts = hostsIn(given);
  const fault = hosts.find((host) => !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/.test(host));
  if (fault !== undefined)
    throw new StartError(
      `The environment has a fault: FORMER_HOSTS names hosts such as forum.example, with commas between them; “${fault}” is none.`,
    );
  if (hosts.includes(new URL(publicOrigin).host))
    throw new StartError("The environment has a fault: FORMER_HOSTS names this forum’s own host.");
  return hosts;
}

/** Parses an environment; throws a `StartError` with every error. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = Env.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new StartError(`The environment has a fault: ${faults.join("; ")}.`);
  }
  const values = parsed.data;
  if (values.MEILI_KEY && !values.MEILI_URL)
    throw new StartError("The environment has a fault: MEILI_KEY is set and MEILI_URL, whose key it is, is not.");
  if (values.ROLE !== "all" && !values.DATABASE_URL)
    throw new StartError(
      `The environment has a fault: ROLE is ${values.ROLE} and DATABASE_URL, which the other processes share, is not set. In local mode one process does everything.`,
    );
  if (values.DATABASE_DIRECT_URL && !values.DATABASE_URL)
    throw new StartError(
      "The environment has a fault: DATABASE_DIRECT_URL is set and DATABASE_URL, the pooler, is not.",
    );
  if (values.DATABASE_REPLICA_URL && !values.DATABASE_URL)
    throw new StartError(
      "The environment has a fault: DATABASE_REPLICA_URL is set and DATABASE_URL, the primary that replicas follow, is not.",
    );
  for (const name of ["ORCID", "GITHUB"] as const)
    if ((values[`${name}_CLIENT_ID`] === undefined) !== (values[`${name}_CLIENT_SECRET`] === undefined))
      throw new StartError(
        `The environment has a fault: ${name}_CLIENT_ID and ${name}_CLIENT_SECRET go together; one of them is not set.`,
      );
  if ((values.MAIL_WEBHOOK_SECRET === undefined) !== (values.MAIL_REPLY_ADDRESS === undefined))
    throw new StartError(
      "The environment has a fault: MAIL_WEBHOOK_SECRET and MAIL_REPLY_ADDRESS go together; one of them is not set.",
    );
  const { DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_PRIVATE_KEY: privateKey } = values;
  const isSigned = domain !== undefined && selector !== undefined && privateKey !== undefined;
  if (!isSigned && [domain, selector, privateKey].some((value) => value !== undefined))
    throw new StartError(
      "The environment has a fault: DKIM_DOMAIN, DKIM_SELECTOR and DKIM_PRIVATE_KEY go together; one of them is not set.",
    );
  const rpc = parseRpc(given);
  const isLocal = values.DATABASE_URL === undefined;
  const localOrigins = [`http://localhost:${values.PORT}`, `http://127.0.0.1:${values.PORT}`];
  const publicOrigin = values.PUBLIC_URL ? new URL(values.PUBLIC_URL).origin : localOrigins[0]!;
  const host = values.HOST ?? (isLocal ? "127.0.0.1" : "0.0.0.0");
  const goodOrigins = values.PUBLIC_URL ? [publicOrigin] : localOrigins;
  const formerHosts = parseFormerHosts(values.FORMER_HOSTS ?? "", publicOrigin);
  return {
    ...values,
    isLocal,
    reachableBecause: reasonOfReach({ ...values, host }),
    publicOrigin,
    mailFrom: values.MAIL_FROM ?? `Counterproof <noreply@${new URL(publicOrigin).hostname}>`,
    dkim: isSigned ? { domain, selector, privateKey } : null,
    goodOrigins,
    goodHosts: isLocal ? [...goodOrigins.map((origin) => new URL(origin).host), ...formerHosts] : null,
    host,
    shutdownDelay: (values.SHUTDOWN_DELAY ?? (values.TRUST_PROXY > 0 ? 2 : 0)) * 1_000,
    rpc,
    formerHosts,
    pushHosts: parseHosts("PUSH_HOSTS", values.PUSH_HOSTS ?? ""),
    webhookHosts: parseHosts("WEBHOOK_HOSTS", values.WEBHOOK_HOSTS ?? ""),
    named: new Set(["L2BEAT_URL", "GROWTHEPIE_URL", "DEFILLAMA_URL"].filter((name) => name in given)),
  };
}

function reasonOfReach(given: Pick<Env, "DATABASE_URL" | "PUBLIC_URL" | "TRUST_PROXY" | "host">): string | null {
  if (given.DATABASE_URL !== undefined) return "DATABASE_URL is set";
  if (!isLoopbackHost(given.host)) return `HOST is ${given.host}`;
  if (given.PUBLIC_URL && !isLoopbackHost(new URL(given.PUBLIC_URL).hostname))
    return `PUBLIC_URL is ${given.PUBLIC_URL}`;
  return given.TRUST_PROXY > 0 ? "TRUST_PROXY names a proxy in front" : null;
}

let parsed: Env | undefined;

/** This process's environment. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** Adds a node started by this process. */
export function addNode(slug: string, url: string) {
  env().rpc[slug] = [url];
}
