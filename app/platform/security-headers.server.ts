import { env } from "./env.server";
import { listProviders } from "./sign-in-providers.server";

/** The pages with a form that ends at a provider of sign-in. */
const leadsToProviders = /^\/(?:sign-in|sign-up|settings\/sign-in)\/?(?:\?|$)/;

function formTargets(address: string): string[] {
  if (!leadsToProviders.test(address)) return ["'self'"];
  return ["'self'", ...new Set(listProviders().map(({ issuer }) => new URL(issuer).origin))];
}

/** The content security policy of the page at an address. Only members' pages have inline scripts, each with the page's nonce. */
export function contentSecurityPolicy(address: string, nonce?: string): string {
  const scripts = nonce ? `'self' 'nonce-${nonce}'` : "'self'";
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    // A diagram's frame, and the worker that keeps the offline page.
    "frame-src 'self'",
    "worker-src 'self'",
    `form-action ${formTargets(address).join(" ")}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

let usual: [string, string][] | undefined;

/** Headers of every response at an address, including errors and redirects. */
export function securityHeaders(address: string): [string, string][] {
  return leadsToProviders.test(address) ? listHeaders(address) : (usual ??= listHeaders("/"));
}

function listHeaders(address: string): [string, string][] {
  return Object.entries({
    "Content-Security-Policy": contentSecurityPolicy(address),
    "X-Content-Type-Options": "nosniff",
    // With `no-referrer` browsers would send `Origin: null` on forms, and the guard refuses that.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    ...(env().publicOrigin.startsWith("https:") && {
      "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    }),
  });
}

/** Headers that mean something for what a browser shows as a document, and nothing for a script, a style or a font. */
export const headersOfDocuments = [
  "Content-Security-Policy",
  "Referrer-Policy",
  "Cross-Origin-Opener-Policy",
  "X-Frame-Options",
  "Permissions-Policy",
];

/** Takes these away from an answer that is no document. */
export const noDocument = Object.fromEntries(headersOfDocuments.map((name) => [name, ""]));

/** Headers of frames on other sites: any page may embed it, it connects only to us, and has no form. */
export function frameHeaders(): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors *",
  ];
  return {
    "Content-Security-Policy": policy.join("; "),
    // All values of this header forbid frames, so it isn't sent.
    "X-Frame-Options": "",
    "Cross-Origin-Resource-Policy": "cross-origin",
  };
}

/**
 * Headers of built files: frames without origin (diagrams, embeds) request them cross-origin, so any origin is
 * allowed.
 */
export const openToAll = { "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" };
