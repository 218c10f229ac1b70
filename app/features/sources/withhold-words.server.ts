import { z } from "zod";
import type { Prisma, Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { describeSource, isSaid, type Origin } from "./describe-source";
import { findEips } from "./eips.server";
import { schemes } from "./identity";
import { CslItem } from "./references/csl";
import { withoutSiteName } from "./with-reference";

const Origins = z.record(
  z.string(),
  z.object({
    from: z.enum(["identifier", "eip-list", "address", "writer", "reference", "correction"]),
    byId: z.number().optional(),
    postId: z.number().optional(),
    at: z.string().optional(),
  }),
);
const Withheld = z.record(z.string(), z.object({ value: z.unknown(), origin: Origins.valueType }));

type Stored = { fieldOrigin: unknown; withheld: unknown };

/** The posts whose words these sources show or withhold. */
function speakersOf(sources: Stored[]): number[] {
  const origins = sources.flatMap(({ fieldOrigin, withheld }) => [
    ...Object.values(Origins.parse(fieldOrigin)),
    ...Object.values(Withheld.parse(withheld)).map(({ origin }) => origin),
  ]);
  return [...new Set(origins.flatMap(({ postId }) => postId ?? []))];
}

/**
 * Takes away from these sources what only unseen posts say, and gives back what visible posts say again. `findSeen` answers
 * which of these posts everybody may read. Words of an unknown post count as those of the last visible one.
 */
export async function withholdWords(
  tx: Tx,
  sourceIds: number[],
  findSeen: (speakers: number[]) => Promise<Set<number>>,
) {
  const sources = await tx.source.findMany({
    where: { id: { in: sourceIds } },
    select: {
      id: true,
      csl: true,
      fieldOrigin: true,
      withheld: true,
      lockedFields: true,
      postCount: true,
      url: true,
      identifiers: { where: { scheme: { in: [...schemes] } }, select: { scheme: true, value: true } },
    },
  });
  const seen = await findSeen(speakersOf(sources));
  for (const source of sources) {
    const isSeen = ({ postId }: Origin) => (postId === undefined ? source.postCount > 0 : seen.has(postId));
    const csl: Record<string, unknown> = CslItem.parse(source.csl);
    const origins = Origins.parse(source.fieldOrigin);
    const withheld = Withheld.parse(source.withheld);

    const hidden = Object.entries(origins).filter(
      ([field, origin]) => field in csl && isSaid(origin) && !isSeen(origin) && !source.lockedFields.includes(field),
    );
    const shown = Object.entries(withheld).filter(([, { origin }]) => isSeen(origin));
    if (hidden.length === 0 && shown.length === 0) continue;

    for (const [field, origin] of hidden) {
      withheld[field] = { value: csl[field], origin };
      delete csl[field];
      delete origins[field];
    }
    const known = await describeIdentity(tx, source);
    for (const [field, value] of Object.entries(known?.csl ?? {})) {
      if (csl[field] !== undefined) continue;
      csl[field] = value;
      origins[field] = known!.fieldOrigin[field] ?? { from: "identifier" };
    }
    for (const [field, { value, origin }] of shown) {
      delete withheld[field];
      const present = origins[field];
      // Another post or a correction may have said it in the meantime.
      if (present && (isSaid(present) || present.from === "correction")) continue;
      csl[field] = value;
      origins[field] = origin;
    }
    const whole = { csl: CslItem.parse(csl), fieldOrigin: origins };
    const isReferred = Object.values(origins).some(({ from }) => from === "reference");
    const { csl: after, fieldOrigin } = isReferred ? withoutSiteName(whole, whole.csl) : whole;
    await tx.source.update({
      where: { id: source.id },
      data: {
        csl: after as Prisma.InputJsonValue,
        title: after.title ?? "",
        fieldOrigin,
        withheld: withheld as Prisma.InputJsonObject,
      },
    });
    await enqueue(tx, "source.changed", { sourceId: source.id });
  }
}

type Identified = { url: string | null; identifiers: { scheme: string; value: string }[] };

/** What the identity alone says. */
async function describeIdentity(tx: Tx, { url, identifiers }: Identified) {
  // A work's own name is made of words that a post said.
  const known = identifiers.find((one) => one.scheme !== "work") ?? identifiers[0];
  const scheme = schemes.find((one) => one === known?.scheme);
  if (!known || !scheme || (scheme === "url" && !url)) return null;
  const [eip] = scheme === "eip" ? (await findEips(tx, [Number(known.value)])).values() : [];
  return describeSource({ scheme, value: known.value, url }, { title: "", words: "" }, eip);
}
