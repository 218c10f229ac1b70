/** The chains of the vocabulary's files as they are measured, without a database. */
import { readFileSync } from "node:fs";
import type { Registry } from "~/features/chains/chains";
import { measuredChainOf } from "~/features/chains/measured-chain";

const read = (file: string) => JSON.parse(readFileSync(`prisma/vocabulary/${file}.json`, "utf8")) as Registry;

const measured = ({ chains }: Registry) =>
  chains.map(({ slug, shortName, layer, line, homeRank = null, facts }) =>
    measuredChainOf({
      slug,
      shortName,
      layer,
      colourLight: line?.light ?? null,
      colourDark: line?.dark ?? null,
      mark: line?.mark ?? null,
      dash: line?.dash ?? null,
      homeRank,
      facts: facts.filter(({ differs }) => !differs),
    }),
  );

/** Every chain that the registry begins with. */
export const fileChains = measured(read("chains"));

/** The groups that the registry begins with. */
export const fileGroups = read("chains").groups.map(({ slug, name }) => ({ slug, name }));

/** The chain that `--devnet` adds. */
export const devnet = measured(read("devnet"))[0]!;
