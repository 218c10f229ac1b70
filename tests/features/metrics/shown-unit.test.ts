import { expect, test } from "vitest";
import { definitionIds, definitions, type DefinitionId } from "~/features/metrics/definitions";
import { fileChains } from "../../support/chains";
import { shownUnit } from "~/features/metrics/shown-unit";
import { exactOf } from "~/ui/exact";
import { formatQuantity, quantityParts } from "~/ui/quantity";

const token = (symbol: string) => ({ symbol, decimals: 18 });
const say = (definition: DefinitionId, value: string, symbol = "ETH") =>
  formatQuantity(value, shownUnit(definition, token(symbol))).replaceAll("\u00a0", " ");

test.each<[DefinitionId, string, string, string]>([
  ["active-addresses.daily@1", "260015", "ETH", "260K addresses"],
  ["active-addresses.daily@1", "123100", "ETH", "123K addresses"],
  ["active-addresses.daily@1", "1", "ETH", "1 address"],
  ["tx-per-day.l2beat@1", "22520", "ETH", "22.5K tx"],
  ["tvs.daily@1", "45560013137.03", "ETH", "$45.6B"],
  ["tvl.daily@1", "351257", "ETH", "$351K"],
  ["median-fee.live@1", "2923866950000000", "POL", "0.00292 POL"],
  ["median-fee.live@1", "84516000000000", "ETH", "0.0000845 ETH"],
  ["median-fee.live@1", "721733911032", "ETH", "0.000000722 ETH"],
  ["median-fee.live@1", "1", "MNT", "1e−18 MNT"],
  ["median-fee.live@1", "0", "CELO", "0 CELO"],
  ["median-fee.daily@1", "0.00000043", "POL", "$0.00000043"],
  ["median-fee.daily@1", "0.000000000000000001", "POL", "$1e−18"],
  ["median-fee.daily@1", "0", "POL", "$0"],
  ["base-fee.block@1", "1900000000", "ETH", "1.9 gwei"],
  ["base-fee.block@1", "30000000000", "POL", "30 gwei of POL"],
  ["base-fee.block@1", "0", "ETH", "0 gwei"],
  ["base-fee.block@1", "9999", "ETH", "9,999 wei"],
  ["base-fee.block@1", "10000", "ETH", "0.00001 gwei"],
  ["base-fee.block@1", "7", "ETH", "7 wei"],
  ["blob-base-fee.block@1", "1", "ETH", "1 wei"],
  ["blob-base-fee.block@1", "2875617", "ETH", "0.00288 gwei"],
  ["blobs.block@1", "1", "ETH", "1 blob"],
  ["share.daily@1", "0.6", "ETH", "60 %"],
  ["scaling-factor.daily@1", "42.04", "ETH", "42×"],
  ["uops.daily@1", "198.4", "ETH", "198 UOPS"],
  ["tps.live@1", "142.5", "ETH", "143 tx/s"],
  ["block-time.live@1", "0.25", "ETH", "250 ms"],
  ["finalized-lag.live@1", "948", "ETH", "15.8 min"],
  ["chain-count.registry@1", "28", "ETH", "28 chains"],
])("%s: %s in %s is %s", (definition, value, symbol, written) => {
  expect(say(definition, value, symbol)).toBe(written);
});

const letters: Record<string, string> = { "": "1", K: "1e3", M: "1e6", B: "1e9", T: "1e12" };

/** The stored value that a reader makes of what is shown, as a double. */
function readBack(definition: DefinitionId, symbol: string, value: string): number {
  const unit = shownUnit(definition, token(symbol));
  const { text, unit: word } = quantityParts(value, unit);
  const form = unit.forms.find((one) =>
    one.isTight ? text.endsWith(one.word) : one.word.replaceAll(" ", "\u00a0") === word || one.one === word,
  )!;
  const [, sign, figures, power = "0", letter = ""] = /^(−?)\$?([\d,.]+)(?:e(−?\d+)|([KMBT]))?×?$/.exec(text)!;
  const shown = Number(`${figures!.replaceAll(",", "")}e${power.replace("−", "-")}`) * Number(letters[letter]);
  return (sign ? -1 : 1) * shown * Number(form.worth);
}

test.each(definitionIds)("%s is shown with its value at every power of ten, above and below zero", (definition) => {
  for (const symbol of ["ETH", "POL"])
    for (let power = -18; power <= 18; power++)
      for (const digits of [1, 1.234, 2.5, 4.3, 9.996, 9.9996])
        for (const sign of [1, -1]) {
          const value = `${sign * digits}e${power}`;
          const back = readBack(definition, symbol, value);
          expect(Math.abs(back / Number(value) - 1), `${value} as ${say(definition, value, symbol)}`).toBeLessThan(
            0.0051,
          );
        }
  expect(say(definition, "0")).toMatch(/^\$?0(×| |$)/);
});

test("a chain's fees are in its own token, and two tokens never have one axis", () => {
  const fees = new Map(fileChains.map((chain) => [chain.slug, chain.gasToken]));
  expect(fees.get("polygon-pos")).toEqual({ symbol: "POL", decimals: 18 });
  expect([...new Set([...fees.values()].flatMap((found) => (found ? [found.symbol] : [])))].toSorted()).toEqual([
    "AZTEC",
    "CELO",
    "ETH",
    "IMX",
    "METIS",
    "MNT",
    "POL",
    "RON",
    "SOL",
    "STRK",
  ]);
  for (const definition of definitionIds.filter((id) => definitions[id].unit === "wei")) {
    const [ether, pol] = [shownUnit(definition, token("ETH")), shownUnit(definition, token("POL"))];
    expect(ether.key).not.toBe(pol.key);
    for (let power = 0; power <= 24; power++) expect(formatQuantity(`1e${power}`, pol)).not.toMatch(/ETH/);
    expect(shownUnit(definition, token("ETH")).key).toBe(ether.key);
  }
  expect(shownUnit("median-fee.live@1", token("ETH")).key).not.toBe(shownUnit("base-fee.block@1", token("ETH")).key);
  expect(shownUnit("median-fee.daily@1", token("ETH")).key).toBe(shownUnit("median-fee.daily@1", token("POL")).key);
  expect(shownUnit("median-fee.live@1", null).forms[0]!.word).toBe("wei");
});

test("the forms of every unit are decimals, the smallest first", () => {
  for (const definition of definitionIds) {
    const { forms, zeroForm = 0 } = shownUnit(definition, token("ETH"));
    expect(forms[zeroForm]).toBeDefined();
    for (const { from, worth } of forms) expect([exactOf(from), exactOf(worth)]).not.toContain(null);
    expect(forms.map(({ from }) => Number(from))).toEqual(
      forms.map(({ from }) => Number(from)).toSorted((a, b) => a - b),
    );
  }
});
