/** A local development chain: anvil, from npm or the PATH. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { freePort } from "./embedded-postgres.server";
import { env } from "./env.server";
import { StartError } from "./start-error";

export type Anvil = { url: string; port: number; stop(signal?: NodeJS.Signals): Promise<void> };

const program = process.platform === "win32" ? "anvil.exe" : "anvil";

/** The path of anvil; null if there is none. */
function findAnvil(): string | null {
  const arch = process.arch === "x64" ? "amd64" : process.arch;
  const require = createRequire(import.meta.url);
  const fromNpm = () => {
    try {
      return join(
        dirname(require.resolve(`@foundry-rs/anvil-${process.platform}-${arch}/package.json`)),
        "bin",
        program,
      );
    } catch {
      return null;
    }
  };
  const onPath = env()
    .PATH.split(delimiter)
    .map((folder) => join(folder, program));
  return [fromNpm(), ...onPath].find((file) => file !== null && existsSync(file)) ?? null;
}

/** Starts anvil and returns once it answers; throws a sentence if there is none. */
export async function startAnvil({ options = [], port }: { options?: string[]; port?: number }): Promise<Anvil> {
  const file = findAnvil();
  if (!file)
    throw new StartError(
      "The development chain needs anvil: npm brings it for Linux on x64 (@foundry-rs/anvil-linux-amd64); elsewhere install Foundry, so that `anvil` is on the PATH.",
    );
  const chosen = port ?? (await freePort());
  const child = spawn(file, ["--host", "127.0.0.1", "--port", String(chosen), "--silent", ...options], {
    stdio: "ignore",
  });
  const url = `http://127.0.0.1:${chosen}`;
  await untilItAnswers(url, child);
  return {
    url,
    port: chosen,
    async stop(signal = "SIGTERM") {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((done) => child.once("exit", done));
      child.kill(signal);
      await ended;
    },
  };
}

async function untilItAnswers(url: string, child: ChildProcess) {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new StartError(`anvil ended at once, with code ${child.exitCode}.`);
    const answers = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}',
    }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (answers) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  child.kill("SIGKILL");
  throw new StartError("anvil did not answer within ten seconds.");
}
