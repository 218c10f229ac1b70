/** The web server: guards each request, serves files, passes the rest to Remix, and stops gracefully. */
import type { Server } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { listMissedUpdates } from "~/features/threads/threads.server";
import { offerFirstAdministrator } from "~/features/members/members.server";
import { dropIdleConnections } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { stopJobs } from "~/platform/jobs.server";
import { log } from "~/platform/log.server";
import { StartError } from "~/platform/start-error";
import { warmLanes } from "~/platform/lanes.server";
import { openLive } from "~/platform/live.server";
import { seed } from "../../prisma/seed";
import type { Devnet } from "./devnet.server";
import { closeEventStreams } from "./event-streams.server";
import { behindProxy, createHttpServer } from "./http-server.server";
import { paths } from "~/paths";
import { prepare, type Prepared } from "./prepare.server";
import { processState } from "./readiness.server";
import { createApp } from "./request-handler.server";
import { runJobs } from "./run-jobs.server";
import { jobTime, stopOnSignals } from "./stop-on-signals.server";

/** Milliseconds from the signal until open requests are cut. */
const drainTime = 9_000;

async function start() {
  const { PORT, ROLE, host, isLocal, reachableBecause, publicOrigin, DATA_DIR, DEVNET } = env();
  const devnet = DEVNET === "on" && !env().rpc["devnet"] ? await bringDevnet() : null;
  // The pages' code is loaded while the database starts.
  const [prepared, build] = await Promise.all([prepare(), import("virtual:remix/server-build")]).catch(
    async (error: unknown) => {
      await devnet?.stop();
      throw error;
    },
  );
  const server = createHttpServer(createApp(build), env().TRUST_PROXY > 0 ? behindProxy : undefined);
  let token: string | null;
  try {
    openLive(prepared.databaseUrl, listMissedUpdates);
    await seed({ withDemonstration: isLocal, withArchive: true });
    await dropIdleConnections();
    // From the first request on, a signal lets what is under way end.
    stopOnSignals(() => stop(server, prepared, devnet));
    await listen(server, PORT, host);
    if (ROLE === "all") await runJobs();
    token = await offerFirstAdministrator();
  } catch (error) {
    // The signal came before the start had ended, and took the database away.
    if (processState.isStopping) return;
    // Whatever failed, and however far the start had come: no database is left running.
    server.close();
    server.closeAllConnections();
    await prepared.close().catch((failed: unknown) => log().error({ err: failed }, "could not stop cleanly"));
    await devnet?.stop();
    throw error;
  }
  // The first text is read as fast as others, and no page waits for it: warming up costs seconds of CPU time.
  void warmLanes();

  console.log(`Counterproof is at ${publicOrigin}${ROLE === "web" ? ", and leaves jobs to the workers" : ""}`);
  if (prepared.dataFolder) console.log(`Data: ${prepared.dataFolder} (set DATA_DIR to move it; now ${DATA_DIR})`);
  if (isLocal && reachableBecause)
    console.log(`Nobody signs in without a password here, because others may reach this copy: ${reachableBecause}.`);
  if (devnet)
    console.log(
      `Development chain: ${devnet.url}, chain 31337, with traffic; its numbers are at ${publicOrigin}${paths.series({ subject: "devnet", metric: "tps" })}`,
    );
  if (token) console.log(`First administrator, once, within a day: ${publicOrigin}${paths.firstAdministrator(token)}`);
}

/** Loaded on demand, because nothing else needs the library that signs its traffic. */
const bringDevnet = async () => (await import("./devnet.server")).startDevnet();

function listen(server: Server, port: number, host: string) {
  return new Promise<void>((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE")
        return fail(new StartError(`Port ${port} is taken. Stop what runs there, or set PORT to another one.`));
      if (error.code === "EACCES")
        return fail(new StartError(`Port ${port} is not allowed for this user. Set PORT to a number above 1023.`));
      fail(new StartError(`${host}:${port} can't be listened on: ${error.message}.`));
    });
    server.listen(port, host, done);
  });
}

/**
 * `/readyz` says 503 by now and every answer closes its connection; after the delay that a balancer needs to notice it, no
 * connection is accepted any more. Open requests and jobs end, then the database.
 */
async function stop(server: Server, prepared: Prepared, devnet: Devnet | null) {
  const overdue = setTimeout(() => server.closeAllConnections(), drainTime);
  const jobsEnded = stopJobs(jobTime);
  await pause(env().shutdownDelay);
  closeEventStreams();
  const drained = new Promise<void>((done) => server.close(() => done()));
  server.closeIdleConnections();
  await drained;
  clearTimeout(overdue);
  await jobsEnded;
  await prepared.close();
  await devnet?.stop();
}

await start();
