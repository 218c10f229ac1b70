import { describe, expect, test } from "vitest";
import { parseFees } from "~/features/observations/providers/evm-block";
import recorded from "../../../fixtures/providers/recorded-answers.json";

describe("the fee of a transaction", () => {
  const { from: _, ...base } = recorded.base_receipt_2026_08;

  test("a recorded receipt of Base: gas and the part for data on Ethereum, its DA footprint is no blob", () => {
    expect(parseFees([base])).toEqual([15_365_756_719_594n]);
  });

  test("the operator fee of OP Stack counts where the receipt names it, by the formula of its fork", () => {
    const gas = 438_910n;
    const fee = { operatorFeeScalar: "0x7d0", operatorFeeConstant: "0x3e8" };
    const { daFootprintGasScalar: _jovian, ...isthmus } = { ...base, ...fee };
    expect(parseFees([isthmus])).toEqual([15_365_756_719_594n + (gas * 2_000n) / 1_000_000n + 1_000n]);
    expect(parseFees([{ ...base, ...fee }])).toEqual([15_365_756_719_594n + gas * 2_000n * 100n + 1_000n]);
  });

  test("a deposit pays no operator fee, although its receipt may name the parameters", () => {
    const fee = { operatorFeeScalar: "0x7d0", operatorFeeConstant: "0x3e8" };
    const deposit = { ...base, ...fee, type: "0x7e", effectiveGasPrice: "0x0", l1Fee: "0x0" };
    expect(parseFees([deposit, { ...base, ...fee, operatorFeeScalar: "0x1" }])).toEqual([
      15_365_756_719_594n + 438_910n * 100n + 1_000n,
    ]);
  });
});
