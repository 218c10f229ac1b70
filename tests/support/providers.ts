/** Providers of sign-in on this machine: an OpenID Connect one as ORCID is, and a plain OAuth 2 one as GitHub is. */
import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

type Grant = { redirect: string; challenge: string; nonce: string | null };
/** Ways in which a provider's answer is wrong. */
type Fault = "nonce" | "issuer" | "signature" | "audience" | "old";

const credentials = { clientId: "forum", clientSecret: "a secret of the tests" };

async function read(request: IncomingMessage) {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return new URLSearchParams(body);
}

const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

class TestProvider {
  origin = "";
  subject = "0000-0002-1825-0097";
  gitHubUser = { id: 583_231, login: "octocat" };
  fault: Fault | null = null;
  /** The browser's way to the consent page, as the last request had it. */
  lastAsked = new URLSearchParams();
  readonly #codes = new Map<string, Grant>();
  readonly #tokens = new Set<string>();
  readonly #keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async start() {
    await new Promise<void>((ready) => this.#server.listen(0, "127.0.0.1", ready));
    this.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  stop() {
    this.#server.closeAllConnections();
    return new Promise((done) => this.#server.close(done));
  }

  /** The environment of a copy that signs in here, by both kinds. */
  get environment() {
    return {
      ORCID_CLIENT_ID: credentials.clientId,
      ORCID_CLIENT_SECRET: credentials.clientSecret,
      ORCID_ISSUER: this.origin,
      GITHUB_CLIENT_ID: credentials.clientId,
      GITHUB_CLIENT_SECRET: credentials.clientSecret,
      GITHUB_URL: this.origin,
      GITHUB_API_URL: this.origin,
    };
  }

  /** Consents for the person there: where the browser is sent back to. */
  consent(address: string): URL {
    const asked = new URL(address).searchParams;
    this.lastAsked = asked;
    const code = randomBytes(16).toString("hex");
    this.#codes.set(code, {
      redirect: asked.get("redirect_uri") ?? "",
      challenge: asked.get("code_challenge") ?? "",
      nonce: asked.get("nonce"),
    });
    const back = new URL(asked.get("redirect_uri") ?? "");
    back.searchParams.set("code", code);
    back.searchParams.set("state", asked.get("state") ?? "");
    return back;
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? "/", this.origin);
    const send = (value: object, status = 200) => {
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(JSON.stringify(value));
    };
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return send({
          issuer: this.origin,
          authorization_endpoint: `${this.origin}/oauth/authorize`,
          token_endpoint: `${this.origin}/oauth/token`,
          jwks_uri: `${this.origin}/jwks`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
        });
      case "/jwks":
        return send({
          keys: [{ ...this.#keys.publicKey.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: "1" }],
        });
      case "/oauth/authorize":
      case "/login/oauth/authorize":
        response.writeHead(302, { Location: this.consent(url.href).href });
        return response.end();
      case "/oauth/token":
      case "/login/oauth/access_token": {
        const form = await read(request);
        const grant = this.#codes.get(form.get("code") ?? "");
        this.#codes.delete(form.get("code") ?? "");
        const challenge = createHash("sha256")
          .update(form.get("code_verifier") ?? "")
          .digest("base64url");
        const isRight =
          form.get("client_id") === credentials.clientId &&
          form.get("client_secret") === credentials.clientSecret &&
          form.get("redirect_uri") === grant?.redirect &&
          challenge === grant.challenge;
        // GitHub says what is wrong with status 200.
        if (!grant || !isRight) return send({ error: "invalid_grant" }, url.pathname.startsWith("/login") ? 200 : 400);
        const access_token = randomBytes(16).toString("hex");
        this.#tokens.add(access_token);
        const isOidc = url.pathname === "/oauth/token";
        return send({
          access_token,
          token_type: "bearer",
          scope: "",
          ...(isOidc && { id_token: this.#idToken(grant.nonce) }),
        });
      }
      case "/user": {
        const token = (request.headers.authorization ?? "").replace(/^bearer /i, "");
        return this.#tokens.has(token) ? send({ ...this.gitHubUser, email: "someone@example.org" }) : send({}, 401);
      }
      default:
        return send({}, 404);
    }
  }

  #idToken(nonce: string | null) {
    const now = Math.floor(Date.now() / 1_000) - (this.fault === "old" ? 7_200 : 0);
    const claims = {
      iss: this.fault === "issuer" ? "https://elsewhere.example" : this.origin,
      aud: this.fault === "audience" ? "another forum" : credentials.clientId,
      sub: this.subject,
      iat: now,
      exp: now + 3_600,
      nonce: this.fault === "nonce" ? "another" : nonce,
    };
    const signed = `${b64({ alg: "RS256", kid: "1" })}.${b64(claims)}`;
    const signature = createSign("RSA-SHA256").update(signed).sign(this.#keys.privateKey);
    if (this.fault === "signature") signature[10]! ^= 1;
    return `${signed}.${signature.toString("base64url")}`;
  }
}

/** Starts a provider for this file; it ends with the file. */
export async function aProvider(): Promise<TestProvider> {
  const provider = await new TestProvider().start();
  afterAll(() => provider.stop());
  return provider;
}
