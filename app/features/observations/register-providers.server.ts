import { databaseNow, inTransaction, startTimeout } from "~/platform/db.server";
import { lock } from "~/platform/locks.server";
import type { MetricProvider } from "./providers/provider";

/** Makes the rows that providers are led by. What is there keeps its state; an address that is gone is forgotten. */
export async function registerProviders(providers: MetricProvider[]) {
  if (providers.length === 0) return;
  const now = await databaseNow();
  await inTransaction(
    async (tx) => {
      await lock(tx, "registerProviders");
      for (const { key, kind, name, homepage, licence, subject, adapterVersion } of providers) {
        const facts = { kind, name, homepage, licence, subject, adapterVersion };
        await tx.provider.upsert({ where: { key }, create: { key, ...facts }, update: facts });
      }
      await tx.providerState.createMany({
        data: providers.map(({ key }) => ({ providerKey: key, nextAt: now })),
        skipDuplicates: true,
      });
      for (const { key, hosts } of providers) {
        const rows = await tx.providerEndpoint.findMany({ where: { providerKey: key }, orderBy: { position: "asc" } });
        if (rows.length === hosts.length && rows.every(({ host, position }) => hosts[position] === host)) continue;
        await tx.providerEndpoint.deleteMany({ where: { providerKey: key } });
        await tx.providerEndpoint.createMany({
          data: hosts.map((host, position) => ({ providerKey: key, position, host })),
        });
      }
    },
    { timeout: startTimeout },
  );
}
