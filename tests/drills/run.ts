/**
 * `npm run drill -- NAME …`: trials of a whole site that take minutes, run by hand.
 *
 *   failover       the primary of three database servers is killed under load, then one replica and the other one
 *   fleet          web servers and workers are stopped and killed in turn under load: `--rounds R` (3)
 *   rolling BASE   the release of this commit or tag serves beside this one, on the database that this one migrated
 */
import { parseArgs } from "node:util";

const drills: Record<string, () => Promise<void>> = {
  failover: async () => (await import("./failover")).runFailover(),
  fleet: async () => (await import("./run-fleet")).runFleet(Number(values.rounds)),
  rolling: async () => (await import("./rolling")).runRolling(base ?? ""),
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "3" } },
});
const [name = "", base] = positionals;
const drill = drills[name];
const faults = [
  ...(drill ? [] : [`There is no drill “${name}”. The drills are ${Object.keys(drills).join(", ")}.`]),
  ...(Number.isInteger(Number(values.rounds)) && Number(values.rounds) >= 1 ? [] : ["--rounds takes a whole number."]),
  ...(name === "rolling" && !base ? ["`rolling` takes the commit or tag of the older release."] : []),
];
if (faults.length > 0) {
  console.error(faults.join(" "));
  process.exitCode = 1;
} else await drill!();
