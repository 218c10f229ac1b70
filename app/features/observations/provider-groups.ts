import { groupBy } from "~/platform/group-by";

/** What of a provider says how it is. */
export type ProviderState = {
  kind: string;
  fails: number;
  breakerUntil: string | null;
  disputedAt: string | null;
  lastOkAt: string | null;
  lastError: string | null;
};

const states = ["failing", "differing", "waiting", "unvisited", "healthy", "recorded"] as const;

/** `waiting`: asked for again after a fault. `recorded`: loaded at a start and asked of nobody. */
export type StateName = (typeof states)[number];

export type ProviderGroup<Provider> = {
  state: StateName;
  /** What the providers of a failing group have in common, as in "could not be reached (ENOTFOUND)"; empty in others. */
  cause: string;
  providers: Provider[];
};

/** Providers by state, those first that need somebody; failing ones by cause too, the most frequent first. */
export function groupProviders<Provider extends ProviderState>(providers: Provider[]): ProviderGroup<Provider>[] {
  const groups = groupBy(providers, (provider) => {
    const state = stateOf(provider);
    return `${state} ${state === "failing" ? causeOf(provider.lastError) : ""}`;
  });
  return [...groups.values()]
    .map((members) => {
      const state = stateOf(members[0]!);
      return { state, cause: state === "failing" ? causeOf(members[0]!.lastError) : "", providers: members };
    })
    .toSorted((a, b) => states.indexOf(a.state) - states.indexOf(b.state) || b.providers.length - a.providers.length);
}

function stateOf({ kind, fails, breakerUntil, disputedAt, lastOkAt, lastError }: ProviderState): StateName {
  if (breakerUntil !== null || fails > 0) return "failing";
  if (disputedAt !== null) return "differing";
  if (kind === "archive") return "recorded";
  if (lastError !== null) return "waiting";
  return lastOkAt === null ? "unvisited" : "healthy";
}

/** Long errors are stored cut, so their last part may be cut too. */
const longest = 300;

/** An error without what differs between providers: hosts, and what the other side said. */
export function causeOf(error: string | null): string {
  const parts = (error ?? "").split("; ");
  if (parts.length > 1 && (error ?? "").length >= longest) parts.pop();
  const causes = parts.map((part) =>
    part
      .replace(/^\S*[.:]\S* (?=\S)/, "")
      .replaceAll(/\s*[:,]?\s*“[^”]*”?/g, "")
      .trim(),
  );
  return [...new Set(causes.filter(Boolean))].toSorted().join("; ") || "no reason was recorded";
}
