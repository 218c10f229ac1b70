/** Providers by openid-client: ORCID as OpenID Connect, GitHub as plain OAuth 2. State, nonce and PKCE for both. */
import type { Configuration } from "openid-client";
import { z } from "zod";
import { lockMember } from "~/features/members/members.server";
import { paths } from "~/paths";
import { db, inTransaction } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { log } from "~/platform/log.server";
import { isLoopbackHost } from "~/platform/loopback";
import { listProviders, type Provider } from "~/platform/sign-in-providers.server";
import { isUniqueViolation } from "~/platform/unique-violation.server";
import { beginCeremony, newToken, takeCeremony } from "./ceremonies.server";

const seconds = 5;

// Loaded when somebody first signs in by a provider.
const openid = () => import("openid-client");

export const findProvider = (name: string | undefined): Provider | null =>
  listProviders().find((provider) => provider.name === name) ?? null;

/** The providers that are configured, for their buttons. */
export const namesOfProviders = () => listProviders().map(({ name, words, issuer }) => ({ name, words, issuer }));

const configurations = new Map<string, Promise<Configuration>>();

/** What is known of a provider, learned once; after a failure it is asked again. */
function configurationOf(provider: Provider): Promise<Configuration> {
  const known = configurations.get(provider.name);
  if (known) return known;
  const learned = learn(provider);
  configurations.set(provider.name, learned);
  learned.catch(() => configurations.delete(provider.name));
  return learned;
}

async function learn({ name, issuer, clientId, clientSecret }: Provider): Promise<Configuration> {
  const {
    allowInsecureRequests,
    ClientSecretPost,
    Configuration: Settings,
    discovery,
    enableNonRepudiationChecks,
  } = await openid();
  // Without TLS on this machine only.
  const execute = isLoopbackHost(new URL(issuer).hostname) ? [allowInsecureRequests] : [];
  if (name === "orcid")
    return discovery(new URL(issuer), clientId, clientSecret, ClientSecretPost(clientSecret), {
      // The signature of what the issuer says is checked too, not only that it came from its address.
      execute: [...execute, enableNonRepudiationChecks],
      timeout: seconds,
    });
  const configuration = new Settings(
    {
      issuer,
      authorization_endpoint: `${issuer}/login/oauth/authorize`,
      token_endpoint: `${issuer}/login/oauth/access_token`,
    },
    clientId,
    clientSecret,
    ClientSecretPost(clientSecret),
  );
  configuration.timeout = seconds;
  for (const allow of execute) allow(configuration);
  return configuration;
}

const backTo = ({ name }: Provider) => env().publicOrigin + paths.signedInWith(name);

const Journey = z.object({
  provider: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirectTo: z.string(),
  invitation: z.string().default(""),
});

type Sent =
  | { ok: true; /** Also the browser's cookie: another browser can't finish this. */ state: string; to: string }
  | { ok: false };

/** Begins a journey to a provider; to link an identity to a member, for that member alone. */
export async function leaveFor(
  provider: Provider,
  { memberId, redirectTo, invitation = "" }: { memberId: number | null; redirectTo: string; invitation?: string },
): Promise<Sent> {
  try {
    const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomPKCECodeVerifier } = await openid();
    const configuration = await configurationOf(provider);
    const [state, nonce, verifier] = [newToken(), newToken(), randomPKCECodeVerifier()];
    const to = buildAuthorizationUrl(configuration, {
      redirect_uri: backTo(provider),
      state,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      ...(provider.name === "orcid" ? { scope: "openid", nonce } : { scope: "" }),
      // Linking asks for a fresh sign-in there too.
      ...(memberId !== null && { prompt: provider.name === "orcid" ? "login" : "select_account" }),
    });
    const detail = { provider: provider.name, nonce, verifier, redirectTo, invitation };
    await beginCeremony("provider", { token: state, memberId, detail });
    return { ok: true, state, to: to.href };
  } catch (error) {
    log().warn({ err: error, provider: provider.name }, "a provider of sign-in did not answer");
    return { ok: false };
  }
}

export type FoundIdentity = { issuer: string; subject: string; label: string };

type Returned =
  | { ok: true; identity: FoundIdentity; memberId: number | null; redirectTo: string; invitation: string }
  /** "late": unknown, used, too old, or another browser's; "refused": the provider said no, or its answer was not right. */
  | { ok: false; reason: "late" | "refused"; redirectTo: string; isLinking: boolean };

/** Reads what a provider sent the browser back with. `cookie` is the state that this browser left with. */
export async function returnFrom(provider: Provider, arrived: URL, cookie: string | null): Promise<Returned> {
  const state = arrived.searchParams.get("state");
  const journey = state !== null && state === cookie ? await takeCeremony("provider", state, Journey) : null;
  if (!journey || journey.detail.provider !== provider.name)
    return { ok: false, reason: "late", redirectTo: "/", isLinking: false };
  const { memberId, detail } = journey;
  const { redirectTo, invitation } = detail;
  try {
    const { authorizationCodeGrant } = await openid();
    const configuration = await configurationOf(provider);
    const here = new URL(backTo(provider));
    here.search = arrived.search;
    const isOidc = provider.name === "orcid";
    const tokens = await authorizationCodeGrant(configuration, here, {
      expectedState: state!,
      pkceCodeVerifier: detail.verifier,
      ...(isOidc && { expectedNonce: detail.nonce, idTokenExpected: true }),
    });
    const identity = isOidc
      ? orcidOf(provider, tokens.claims())
      : await gitHubUserOf(provider, configuration, tokens.access_token);
    return { ok: true, identity, memberId, redirectTo, invitation };
  } catch (error) {
    // What the provider said may hold codes and tokens.
    const words = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : "unknown";
    log().info({ provider: provider.name, said: words }, "a sign-in by a provider was refused");
    return { ok: false, reason: "refused", redirectTo, isLinking: memberId !== null };
  }
}

const Subject = z.object({ sub: z.string().min(1).max(255) });

function orcidOf({ issuer }: Provider, claims: unknown): FoundIdentity {
  const { sub } = Subject.parse(claims);
  return { issuer, subject: sub, label: sub.slice(0, 100) };
}

const GitHubUser = z.object({ id: z.number().int().positive(), login: z.string().min(1).max(100) });

/** The number identifies; the name can be changed and taken by somebody else. */
async function gitHubUserOf({ issuer }: Provider, configuration: Configuration, token: string): Promise<FoundIdentity> {
  const { fetchProtectedResource } = await openid();
  const address = new URL(`${env().GITHUB_API_URL.replace(/\/$/, "")}/user`);
  const headers = new Headers({ Accept: "application/vnd.github+json", "User-Agent": "Counterproof" });
  const answer = await fetchProtectedResource(configuration, token, address, "GET", null, headers);
  if (!answer.ok) throw new Error(`answered ${answer.status}`);
  const { id, login } = GitHubUser.parse(await answer.json());
  return { issuer, subject: String(id), label: login };
}

/** Whose identity this is; null if nobody's. Notes its use and what the provider shows now. */
export async function findIdentityOwner({ issuer, subject, label }: FoundIdentity): Promise<number | null> {
  const rows = await db.$queryRaw<{ memberId: number; label: string }[]>`update "Identity" set "lastUsedAt" = now()
    where "issuer" = ${issuer} and "subject" = ${subject} returning "memberId", "label"`;
  const [row] = rows;
  if (row && row.label !== label) await db.identity.updateMany({ where: { issuer, subject }, data: { label } });
  return row?.memberId ?? null;
}

/** An ORCID iD is there to be shown, and can be hidden; a name at GitHub is shown by choice. */
export const isShownAtFirst = ({ issuer }: Pick<FoundIdentity, "issuer">) => issuer === env().ORCID_ISSUER;

type Linked = { ok: true } | { ok: false; reason: "taken" };

/** Links an identity that was proved to a member. "taken": it is a member's already, or this one has another one there. */
export async function linkIdentity(memberId: number, identity: FoundIdentity): Promise<Linked> {
  try {
    await inTransaction(async (tx) => {
      await lockMember(tx, memberId);
      await tx.identity.create({ data: { memberId, ...identity, isShown: isShownAtFirst(identity) } });
    });
    return { ok: true };
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: "taken" };
    throw error;
  }
}
