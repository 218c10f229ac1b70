import { db } from "~/platform/db.server";

const day = 86_400_000;

/** Daily TPS of a network as L2BEAT publishes it, the oldest first, the last of yesterday. Answers with the series' id. */
export async function dailyTps(subject: string, values: number[]): Promise<number> {
  await db.provider.upsert({
    where: { key: "l2beat" },
    create: { key: "l2beat", kind: "l2beat", name: "L2BEAT", adapterVersion: 1 },
    update: {},
  });
  const today = Math.floor(Date.now() / day) * day;
  const at = (index: number) => new Date(today - (values.length - index) * day);
  const { id } = await db.series.create({
    data: {
      subject,
      definitionId: "tps.daily@1",
      providerKey: "l2beat",
      lastAt: at(values.length - 1),
      lastValue: values.at(-1)!,
      isFinal: true,
    },
  });
  await db.rollup.createMany({
    data: values.map((value, index) => ({
      seriesId: id,
      bucket: "day" as const,
      at: at(index),
      n: 1,
      min: value,
      max: value,
      avg: value,
      last: value,
      coverage: 1,
      runId: 1n,
    })),
  });
  return id;
}

/** Changes the newest day's value. */
export async function correctNewest(seriesId: number, value: number) {
  const { lastAt } = await db.series.update({ where: { id: seriesId }, data: { lastValue: value } });
  await db.rollup.updateMany({ where: { seriesId, bucket: "day", at: lastAt! }, data: { avg: value, last: value } });
}
