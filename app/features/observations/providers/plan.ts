/** A provider with many files is visited file by file, with a pause between them, round after round. */
import { z } from "zod";

/** A part of the memory that is missing, or that another release wrote in another shape, starts empty. */
const Plan = z.object({
  /** The place of the round's next file. */
  next: z.int().min(0).catch(0),
  roundBegan: z.number().catch(0),
  etags: z.record(z.string(), z.string()).catch({}),
  /** Files to ask for again before their turn: failures in a row, and when the file is due (unix seconds). */
  again: z.record(z.string(), z.object({ fails: z.number(), at: z.number() })).catch({}),
});
export type Plan = z.infer<typeof Plan>;

/** A file by its path; what it says is whole only together with the file it needs. */
export type PlannedFile = { path: string; needs?: string };

type Rhythm = {
  /** Seconds between two files. */
  pause: number;
  /** Seconds from the beginning of a round to the next. */
  round: number;
};

const firstWait = 120;
const longestWait = 3 * 3_600;

/** Seconds until a file is requested again after `fails` failures in a row: two minutes, doubled each time. */
export const waitAfter = (fails: number) => Math.min(longestWait, firstWait * 2 ** Math.max(0, fails - 1));

/** The plan in a provider's memory, whatever else is in it. */
export const planOf = (memory: Record<string, unknown>): Plan => Plan.parse(memory);

/** A file to ask for; `isTurn` when the round brought it, and not an earlier failure. */
type Chosen = { place: number; isTurn: boolean };

/**
 * The file to ask for now: one that failed and is due comes first, then the round's next one, then a new round, also
 * before its time when somebody wants a visit at once.
 */
export function nextFile(files: PlannedFile[], plan: Plan, now: number): Chosen {
  const [first] = waitingFiles(files, plan);
  if (first && first.at <= now) return { place: first.place, isTurn: false };
  if (plan.next > 0 && plan.next < files.length) return { place: plan.next, isTurn: true };
  return { place: 0, isTurn: true };
}

/** Files that are to be asked for again, the one that is due first at the front; none whose needed file is itself waiting. */
function waitingFiles(files: PlannedFile[], { again }: Plan) {
  return files
    .flatMap(({ path, needs }, place) => {
      const entry = again[path];
      return entry && !(needs !== undefined && again[needs]) ? [{ place, at: entry.at }] : [];
    })
    .toSorted((a, b) => a.at - b.at || a.place - b.place);
}

type Given = {
  files: PlannedFile[];
  plan: Plan;
  chosen: Chosen;
  now: number;
  rhythm: Rhythm;
  /** Null when the file was read, else the seconds that its server asked for, 0 for none. */
  failure: number | null;
};

/** The plan after a file was read or failed, and the seconds to the next visit. A round that is over waits for the next one. */
export function afterFile({ files, plan, chosen, now, rhythm, failure }: Given): { plan: Plan; nextIn: number } {
  const { place, isTurn } = chosen;
  const { path, needs } = files[place]!;
  const { [path]: before, ...others } = plan.again;
  const known = new Set(files.map((file) => file.path));
  const again = Object.fromEntries(Object.entries(others).filter(([name]) => known.has(name)));
  if (failure !== null) {
    const fails = (before?.fails ?? 0) + 1;
    again[path] = { fails, at: now + Math.max(waitAfter(fails), failure) };
  } else if (needs !== undefined && again[needs]) again[path] = { fails: 0, at: now };
  const isLast = place + 1 >= files.length;
  const after: Plan = {
    next: isTurn ? (isLast ? 0 : place + 1) : plan.next,
    roundBegan: isTurn && place === 0 ? now : plan.roundBegan,
    etags: plan.etags,
    again,
  };
  if (after.next > 0) return { plan: after, nextIn: rhythm.pause };
  const nextAt = Math.min(after.roundBegan + rhythm.round, ...waitingFiles(files, after).map(({ at }) => at));
  return { plan: after, nextIn: Math.max(rhythm.pause, nextAt - now) };
}
