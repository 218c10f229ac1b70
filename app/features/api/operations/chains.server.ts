import { z } from "zod";
import {
  findChain,
  findGroup,
  listChains,
  listFacts,
  listPastFacts,
  listUpgrades,
  readChains,
} from "~/features/chains/chains.server";
import { paths } from "~/paths";
import { found, reading } from "../operation";
import { Address, MemberCard, pageOf, Time } from "../shapes";
import { at, memberCard } from "../to-json";

const Group = z.strictObject({ slug: z.string(), name: z.string() });
const ListedChain = z
  .strictObject({
    slug: z.string(),
    name: z.string(),
    layer: z.string(),
    url: Address,
    groups: z.array(Group),
    facts: z.record(z.string(), z.string()),
  })
  .meta({ id: "ListedChain" });
const Fact = z.strictObject({
  value: z.string(),
  note: z.string(),
  since: z.string().nullable(),
  asOf: z.string(),
  sourceName: z.string(),
  sourceUrl: z.string(),
});
const Upgrade = z.strictObject({
  slug: z.string(),
  name: z.string(),
  what: z.string(),
  activatedAt: Time.nullable().meta({ description: "Null while it is planned." }),
  block: z.int().nullable(),
  blobTarget: z.int().nullable(),
  blobMax: z.int().nullable(),
  metaEip: z.int().nullable(),
  asOf: z.string(),
  sourceName: z.string(),
  sourceUrl: z.string(),
});
const Chain = z
  .strictObject({
    slug: z.string(),
    name: z.string(),
    shortName: z.string(),
    layer: z.string(),
    url: Address,
    groups: z.array(Group),
    facts: z.array(z.strictObject({ field: z.string(), label: z.string(), present: Fact, differing: z.array(Fact) })),
    upgrades: z.array(Upgrade).meta({ description: "Planned ones first, then the newest." }),
    nodeCount: z
      .int()
      .nullable()
      .meta({ description: "Nodes that are asked; null where they are of a kind that is not read here." }),
  })
  .meta({ id: "Chain" });
const WholeGroup = Group.extend({
  url: Address,
  definition: z.string().meta({ description: "Which chains belong, in a sentence or two." }),
  asOf: z.string(),
  sourceName: z.string(),
  sourceUrl: z.string(),
  chains: z.array(ListedChain),
}).meta({ id: "ChainGroup" });
const PastFact = Fact.extend({
  field: z.string(),
  standing: z.enum(["present", "differs", "past"]),
  enteredAt: Time,
  endedAt: Time.nullable().meta({ description: "When it stopped being shown." }),
  enteredBy: MemberCard.nullable().meta({ description: "Null where it came with the registry." }),
}).meta({ id: "PastFact" });

const factOf = ({ value, note, since, asOf, sourceName, sourceUrl }: z.infer<typeof Fact>) => ({
  value,
  note,
  since,
  asOf,
  sourceName,
  sourceUrl,
});

const chainInPath = z
  .string()
  .max(60)
  .meta({ examples: ["base"] });

type ListedRow = Awaited<ReturnType<typeof listChains>>[number];
const listedChain = ({ slug, shortName, layer, groups, facts }: ListedRow) => ({
  slug,
  name: shortName,
  layer,
  url: at(paths.chain({ slug })),
  groups,
  facts: facts as Record<string, string>,
});

/** The group with this slug and its chains; 404 without one. */
async function groupOf(slug: string) {
  const group = found(await findGroup(slug), "chain");
  return { ...group, url: at(paths.chain(group)), chains: (await listChains(slug)).map(listedChain) };
}

export const chainOperations = [
  reading({
    id: "listChains",
    method: "GET",
    path: "/chains",
    chapter: "Chains",
    says: "Every chain of the registry with its main facts.",
    query: z.object({
      group: z.string().max(60).optional().meta({ description: "A group's slug, such as `superchain`." }),
    }),
    answer: pageOf(ListedChain),
    async run({ query }) {
      return { items: (await listChains(query.group)).map(listedChain), next: null };
    },
  }),
  reading({
    id: "readChain",
    method: "GET",
    path: "/chains/{chain}",
    chapter: "Chains",
    says: "One chain with every fact, its source and date, what other sources say instead, and its upgrades; or a group, such as `superchain`, with its chains.",
    params: z.object({ chain: chainInPath }),
    answer: z.union([Chain, WholeGroup]),
    async run({ params }) {
      const chain = await findChain(params.chain);
      if (!chain) return groupOf(params.chain);
      const [facts, upgrades, chains] = await Promise.all([
        listFacts(chain.slug),
        listUpgrades(chain.slug),
        readChains(),
      ]);
      return {
        slug: chain.slug,
        name: chain.name,
        shortName: chain.shortName,
        layer: chain.layer,
        url: at(paths.chain(chain)),
        groups: chain.groups,
        facts: facts.map(({ key, label, present, differing }) => ({
          field: key,
          label,
          present: factOf(present),
          differing: differing.map(factOf),
        })),
        upgrades: upgrades.map(({ activatedAt, ...upgrade }) => ({
          ...upgrade,
          activatedAt: activatedAt?.toISOString() ?? null,
        })),
        nodeCount: chains.find(chain.slug)?.chain?.rpc?.urls.length ?? null,
      };
    },
  }),
  reading({
    id: "listChainHistory",
    method: "GET",
    path: "/chains/{chain}/history",
    chapter: "Chains",
    says: "Everything that was ever said of a chain, the newest first; at most five hundred facts.",
    params: z.object({ chain: chainInPath }),
    answer: pageOf(PastFact),
    async run({ params }) {
      const chain = found(await findChain(params.chain), "chain");
      const facts = await listPastFacts(chain.slug);
      return {
        items: facts.map((fact) => ({
          ...factOf(fact),
          field: fact.field,
          standing: fact.standing,
          enteredAt: fact.enteredAt.toISOString(),
          endedAt: fact.endedAt?.toISOString() ?? null,
          enteredBy: fact.enteredBy && memberCard(fact.enteredBy),
        })),
        next: null,
      };
    },
  }),
];
