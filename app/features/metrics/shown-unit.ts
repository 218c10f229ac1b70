/** How the values of a definition are written: the one place that knows what wei, gas and dollars look like. */
import { plainUnit, type ShownUnit, type UnitForm } from "~/ui/quantity";
import { type DefinitionId, definitions } from "./definitions";
import type { GasToken } from "~/features/chains/chains";
import type { Unit } from "./metric";

const forms = (key: string, ...given: UnitForm[]): ShownUnit => ({ key, forms: given });

const dollars: ShownUnit = plainUnit("", { prefix: "$", axis: "USD" });

/** Units other than amounts of a token, by the unit in which values are stored. */
const units: Record<Exclude<Unit, "wei">, ShownUnit> = {
  "tx/s": plainUnit("tx/s"),
  "uop/s": { ...plainUnit("UOPS"), key: "uop/s" },
  tx: plainUnit("tx"),
  "Mgas/s": plainUnit("Mgas/s"),
  blobs: plainUnit("blobs", { one: "blob" }),
  addresses: plainUnit("addresses", { one: "address" }),
  chains: { ...plainUnit("chains", { one: "chain" }), key: "chains" },
  USD: { ...dollars, key: "USD" },
  times: { ...plainUnit("×", { isTight: true }), key: "times" },
  ratio: { ...plainUnit("%", { worth: "0.01" }), key: "ratio", isShare: true },
  s: {
    ...forms(
      "s",
      { from: "0", worth: "0.001", word: "ms" },
      { from: "1", worth: "1", word: "s" },
      { from: "120", worth: "60", word: "min" },
      { from: "10800", worth: "3600", word: "h" },
      { from: "259200", worth: "86400", word: "d" },
    ),
    zeroForm: 1,
  },
};

/** A fee is paid in whole tokens: 0.00292 POL. */
const amountOf = ({ symbol, decimals }: GasToken) =>
  forms(`${symbol}, amount`, { from: "0", worth: `1e${decimals}`, word: symbol });

/**
 * One gas is priced in gwei, a thousand-millionth of the token. A price in another token than ether says so: one gwei of
 * POL is worth a few thousandths of one of ETH.
 */
function priceIn({ symbol, decimals }: GasToken): ShownUnit {
  const word = (name: string) => (symbol === "ETH" ? name : `${name} of ${symbol}`);
  return {
    ...forms(
      `${symbol}, price of gas`,
      { from: "0", worth: "1", word: word("wei") },
      { from: `1e${decimals - 14}`, worth: `1e${decimals - 9}`, word: word("gwei") },
    ),
    zeroForm: 1,
  };
}

/** How values of this definition are written on a chain with this gas token. */
export function shownUnit(definition: DefinitionId, token: GasToken | null): ShownUnit {
  const { unit, isPrice } = definitions[definition];
  if (unit !== "wei") return units[unit];
  if (!token) return plainUnit("wei");
  return isPrice ? priceIn(token) : amountOf(token);
}
