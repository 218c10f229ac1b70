/** Providers that the environment configures; without their variables there are none. */
import { env } from "./env.server";

export type Provider = {
  name: "orcid" | "github";
  words: string;
  /** What identities are told apart by, with their subject. */
  issuer: string;
  clientId: string;
  clientSecret: string;
};

/** The providers that can be signed in with, in the order of their buttons. */
export function listProviders(): Provider[] {
  const { ORCID_CLIENT_ID, ORCID_CLIENT_SECRET, ORCID_ISSUER } = env();
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, GITHUB_URL } = env();
  return [
    ...(ORCID_CLIENT_ID && ORCID_CLIENT_SECRET
      ? [
          {
            name: "orcid" as const,
            words: "ORCID",
            issuer: ORCID_ISSUER,
            clientId: ORCID_CLIENT_ID,
            clientSecret: ORCID_CLIENT_SECRET,
          },
        ]
      : []),
    ...(GITHUB_CLIENT_ID && GITHUB_CLIENT_SECRET
      ? [
          {
            name: "github" as const,
            words: "GitHub",
            issuer: new URL(GITHUB_URL).origin,
            clientId: GITHUB_CLIENT_ID,
            clientSecret: GITHUB_CLIENT_SECRET,
          },
        ]
      : []),
  ];
}
