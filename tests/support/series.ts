import { growthepieProvider } from "~/features/observations/providers/growthepie.server";
import { db } from "~/platform/db.server";

const day = 86_400_000;

type Published = {
  definitionId: string;
  provider: { key: string; kind: "l2beat" | "growthepie"; name: string; homepage?: string; licence?: string };
};
const l2beatTps: Published = {
  definitionId: "tps.daily@1",
  provider: { key: "l2beat", kind: "l2beat", name: "L2BEAT" },
};
const growthepie = growthepieProvider("https://api.growthepie.com", []);
export const growthepieAddresses: Published = {
  definitionId: "active-addresses.daily@1",
  provider: {
    key: "growthepie",
    kind: "growthepie",
    name: growthepie.name,
    homepage: growthepie.homepage,
    licence: growthepie.licence,
  },
};

/** Daily TPS of a chain as L2BEAT publishes it, the oldest first, the last of yesterday. Answers with the series' id. */
export const dailyTps = (subject: string, values: number[]): Promise<number> => dailySeries(subject, l2beatTps, values);

/** The days of a published series, the oldest first, the last of them `age` days ago. Answers with the series' id. */
export async function dailySeries(
  subject: string,
  { definitionId, provider }: Published,
  values: number[],
  age = 1,
): Promise<number> {
  await db.provider.upsert({ where: { key: provider.key }, create: { ...provider, adapterVersion: 1 }, update: {} });
  const today = Math.floor(Date.now() / day) * day;
  const at = (index: number) => new Date(today - (values.length - 1 - index + age) * day);
  const { id } = await db.series.create({
    data: {
      subject,
      definitionId,
      providerKey: provider.key,
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
