/**
 * `npm run fuzz-api [-- EXAMPLES]`: sends the API what its document allows and what it doesn't (schemathesis from PyPI, installed
 * into a folder of its own), to a local copy, with a key of all scopes. Ends with 1 when an answer breaks the document.
 */
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { scopes } from "~/features/api/api";
import { findRunningPostgres } from "~/platform/embedded-postgres.server";
import { Writer } from "./bench/writer";
import { LocalCopy } from "./support/local-copy";

const examples = process.argv[2] ?? "15";
const folder = join(tmpdir(), "counterproof-schemathesis");
const program = join(folder, "bin/schemathesis");

function run(command: string, args: string[]) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit", cwd: tmpdir() });
  if (error) throw error;
  return status ?? 1;
}

if (!existsSync(program)) {
  if (run("python3", ["-m", "venv", folder]) !== 0) throw new Error("Python's venv could not be made.");
  if (run(join(folder, "bin/pip"), ["install", "--quiet", "schemathesis"]) !== 0)
    throw new Error("schemathesis could not be installed.");
}

async function makeKey(copy: LocalCopy) {
  await Writer.join(copy, "fuzzer");
  const key = `cp_${randomBytes(32).toString("base64url")}`;
  const client = new pg.Client({ connectionString: (await findRunningPostgres(copy.folder)) ?? "" });
  await client.connect();
  await client.query(
    `insert into "ApiKey" ("memberId", "name", "hash", "beginning", "scopes", "expiresAt")
     select "id", 'fuzzer', $1, $2, $3, now() + interval '1 day' from "Member" where "handle" = 'fuzzer'`,
    [createHash("sha256").update(key).digest("hex"), key.slice(0, 9), [...scopes]],
  );
  await client.end();
  return key;
}

const copy = new LocalCopy();
try {
  const started = await copy.start();
  if (started !== "serving") throw new Error(`The copy ended with ${started}: ${copy.output}`);
  const key = await makeKey(copy);
  const checks =
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance";
  process.exitCode = run(program, [
    "run",
    `${copy.origin}/api/v1/openapi.json`,
    "--header",
    `Authorization: Bearer ${key}`,
    "--checks",
    checks,
    "--max-examples",
    examples,
    // Below the limit of a key: what is turned away finds nothing.
    "--rate-limit",
    "540/m",
    "--phases",
    "examples,coverage,fuzzing",
  ]);
} finally {
  await copy.stop();
  copy.remove();
}
