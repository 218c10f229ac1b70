/** How the source that should keep a series live is doing, from the provider's own health. */
import { definitionsOf, type DefinitionId, definitions, type MetricId, sourceOf } from "~/features/metrics/metrics";
import { db } from "~/platform/db.server";
import { areNodesOn, publisherUrl } from "~/platform/metric-sources.server";
import { rememberFor } from "~/platform/short-memory.server";
import { isFresh, type SeriesView } from "./series-view";
import type { Judged } from "./view-of-row";

const shortly = 5_000;

export type Health = {
  key: string;
  kind: string;
  subject: string | null;
  name: string;
  nextAt: Date | null;
  lastOkAt: Date | null;
  lastError: string | null;
  fails: number;
};

/** Every provider's health, at most five seconds old. */
const readHealth = () =>
  rememberFor("provider-health", shortly, async () => {
    const rows = await db.provider.findMany({
      select: {
        key: true,
        kind: true,
        subject: true,
        name: true,
        state: { select: { nextAt: true, breakerUntil: true, lastOkAt: true, lastError: true, fails: true } },
      },
    });
    return rows.map(({ state, ...provider }): Health => {
      const { nextAt = null, breakerUntil = null, lastOkAt = null, lastError = null, fails = 0 } = state ?? {};
      const next = nextAt && breakerUntil && breakerUntil > nextAt ? breakerUntil : nextAt;
      return { ...provider, nextAt: next, lastOkAt, lastError, fails };
    });
  });

/** For each view, a sentence without its stop about what should be live, or null where it is or nothing should be. */
export async function readLiveNotes(views: SeriesView[], { chains, now }: Judged): Promise<(string | null)[]> {
  if (!views.some(isLacking)) return views.map(() => null);
  const health = await readHealth();
  return views.map((view) => (isLacking(view) ? noteOf(view, health, { chains, now }) : null));
}

const isLacking = ({ state }: SeriesView) => state !== "unsupported" && !isFresh(state);

/** The source of the best definition of this metric that is measured, and not only recorded. */
function usualSource(metric: MetricId, asked: DefinitionId) {
  const own = sourceOf(asked);
  if (own !== "archive") return own;
  const measured: DefinitionId[] = definitionsOf(metric).filter((id) => sourceOf(id) !== "archive");
  // Recorded days come from publishers of days; a node's newest block is another thing.
  const best = measured.find((id) => definitions[id].datedBy === definitions[asked].datedBy) ?? measured[0];
  return best ? sourceOf(best) : null;
}

const publishers = { l2beat: "L2BEAT", growthepie: "growthepie", defillama: "DefiLlama" } as const;

function noteOf(view: SeriesView, health: Health[], { chains, now }: Judged): string | null {
  const source = usualSource(view.metric, view.definition);
  if (!source || source === "registry" || source === "archive") return null;
  if (source === "node") {
    if (chains.groups.some(({ slug }) => slug === view.subject)) return null;
    const nodes = `${view.subjectName}’s nodes`;
    if (!areNodesOn(view.subject)) return `${nodes} are switched off on this site`;
    return inWords(
      nodes,
      health.find(({ kind, subject }) => kind === "rpc" && subject === view.subject),
      now,
    );
  }
  const name = publishers[source];
  if (publisherUrl(source) === null) return `${name} is switched off on this site`;
  return inWords(
    name,
    health.find(({ key }) => key === source),
    now,
  );
}

/** "Base’s nodes can’t be reached, next try 03:58 UTC", "first value in about a minute". */
function inWords(name: string, health: Health | undefined, now: Date): string | null {
  if (!health || (health.lastOkAt === null && health.fails === 0 && !health.lastError))
    return "First value in about a minute";
  if (health.fails === 0 && !health.lastError) return null;
  const next =
    health.nextAt && health.nextAt > now ? `, next try ${clock(health.nextAt, now)}` : ", next try within a minute";
  const fault = isUnreachable.test(health.lastError ?? "") ? "can’t be reached" : "gave no usable answer";
  return `${name} ${fault}${next}`;
}

const isUnreachable =
  /could not be reached|no answer|did not answer|said nothing|ENOTFOUND|ECONN|ETIMEDOUT|timed? ?out/i;

/** "03:58 UTC"; with its day where that is another. */
function clock(at: Date, now: Date): string {
  const iso = at.toISOString();
  const time = `${iso.slice(11, 16)} UTC`;
  return iso.slice(0, 10) === now.toISOString().slice(0, 10) ? time : `${iso.slice(0, 10)} ${time}`;
}
