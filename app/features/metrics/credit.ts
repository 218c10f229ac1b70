type Origin = { name: string; homepage: string; licence: string };

/** A provider, or the origins of recorded values that are shown as one series. */
type Credited = Origin & { origins?: Origin[] | undefined };

const creditOf = ({ name, homepage, licence }: Origin): string =>
  licence === "" ? name : `Source: ${name}, ${homepage} (${licence})`;

/**
 * Who measured it, as stands beside every value: names, or where a licence asks for it each source with its address. Each once, in
 * the order of the providers.
 */
export const creditsOfProviders = (providers: (Credited | null)[]): string[] => [
  ...new Set(providers.flatMap((provider) => (provider ? (provider.origins ?? [provider]).map(creditOf) : []))),
];
