import { describe, expect, test } from "vitest";
import { quantityOf } from "~/features/claims/read-claims";
import { findQuantities } from "~/features/claims/read-quantities";

/** What is found, in a short form: `~ 100000 tx/s`, `range 16000000000..19000000000 USD`. */
function shortly(text: string) {
  return findQuantities(text).map(({ quantity, questions }) => {
    if (!quantity) return `? ${questions.join(" ")}`;
    const { comparator, lo, hi, unit, kind, direction, noun, isNegated } = quantity;
    const value = lo === hi ? lo : `${lo ?? ""}..${hi ?? ""}`;
    const kindWord = kind === "level" ? [] : [kind];
    return [comparator, value, noun ?? unit ?? "", ...kindWord, direction, isNegated ? "negated" : ""]
      .filter(Boolean)
      .join(" ");
  });
}

describe("a number of running text", () => {
  test.each<[string, string[]]>([
    ["100K TPS", ["= 100000 tx/s"]],
    ["around 100,000 TPS", ["~ 100000 tx/s"]],
    ["100 000 TPS", ["= 100000 tx/s"]],
    ["~2M daily transactions", ["~ 2000000 tx/d"]],
    ["about 1M daily transactions on L1", ["~ 1000000 tx/d"]],
    ["2,000,000 transactions per day", ["= 2000000 tx/d"]],
    ["$16-19B", ["range 16000000000..19000000000 USD"]],
    ["$16–19B", ["range 16000000000..19000000000 USD"]],
    ["$1.2bn to $1.4bn", ["range 1200000000..1400000000 USD"]],
    ["$0.001-$0.05", ["range 0.001..0.05 USD"]],
    ["60%+", ["≥ 60.. %"]],
    ["90%+", ["≥ 90.. %"]],
    ["$200+", ["≥ 200.. USD"]],
    ["at least 60%", ["≥ 60.. %"]],
    ["<100ms", ["< ..100 ms duration"]],
    ["sub-100ms", ["< ..100 ms duration"]],
    ["under 150ms", ["< ..150 ms duration"]],
    ["up to 70%", ["≤ ..70 %"]],
    ["6,500x", ["= 6500 × multiple"]],
    ["60×", ["= 60 × multiple"]],
    ["2–3x", ["range 2..3 × multiple"]],
    ["10-fold", ["= 10 × multiple"]],
    ["78% lower gas fees", ["= 78 % change down"]],
    ["a 90%+ drop", ["≥ 90.. % change down"]],
    ["−12.5%", ["= 12.5 % change down"]],
    ["fell by a third", ["= 33.333333333333333333 % change down"]],
    ["38.7% growth", ["= 38.7 % change up"]],
    ["+38.7%", ["= 38.7 % change up"]],
    ["41% of the L2 market", ["= 41 % share"]],
    ["34 OP Stack chains", ["= 34 chains count"]],
    ["7-day withdrawals", ["= 7 d duration"]],
    ["12s blocks", ["= 12 s duration"]],
    ["12 s blocks", ["= 12 s duration"]],
    ["6 years", ["= 6 year duration"]],
    ["5 and 6 gwei", ["= 5 gwei", "= 6 gwei"]],
    ["between 5 and 6 gwei", ["range 5..6 gwei"]],
    ["1.5 million transactions per day", ["= 1500000 tx/d"]],
    ["a block takes 5m30s", ["= 330 s duration"]],
    ["30M gas", ["= 30000000 gas"]],
    ["100 Mgas/s", ["= 100 Mgas/s"]],
    ["25 bps", ["= 25 bps"]],
    ["3pp", ["= 3 pp"]],
    ["0.5 gwei", ["= 0.5 gwei"]],
    ["128 KiB", ["= 128 KiB"]],
    ["128 kB", ["= 128 kB"]],
    ["3/4 of users", ["= 75 % share"]],
    ["one in five users", ["= 20 %"]],
    ["1e6 TPS", ["= 1000000 tx/s"]],
    ["2^20 gas", ["= 1048576 gas"]],
    ["½ ETH", ["= 0.5 ETH"]],
    ["±5%", ["range -5..5 % change"]],
    ["5 ± 1 ms", ["range 4..6 ms duration"]],
    ["traffic doubled", ["= 2 × multiple up"]],
    ["fees halved", ["= 0.5 × multiple down"]],
    ["not 100K TPS", ["= 100000 tx/s negated"]],
    ["142 TPS", ["= 142 tx/s"]],
    ["237 UOPS", ["= 237 uop/s"]],
    ["816 000 transactions a day", ["= 816000 tx/d"]],
    ["142.000 TPS", ["= 142 tx/s"]],
    ["more than 3 blobs per block", ["> 3.. blobs/block"]],
    ["40% of users", ["= 40 % share"]],
    ["1.2–1.5k TPS", ["range 1200..1500 tx/s"]],
    ["500–1k TPS", ["range 500..1000 tx/s"]],
    ["$500M–$1B", ["range 500000000..1000000000 USD"]],
    ["10%–20", ["range 10..20 %"]],
    ["up to 5–6 TPS", ["≤ ..6 tx/s"]],
    ["at least 5 to 6 TPS", ["≥ 5.. tx/s"]],
    ["100k+ TPS", ["≥ 100000.. tx/s"]],
    ["± 5 %", ["range -5..5 % change"]],
    ["+/- 5%", ["range -5..5 % change"]],
    ["1/3 of users", ["= 33.333333333333333333 % share"]],
    ["a tenfold increase", ["= 10 × multiple up"]],
    ["two-fold", ["= 2 × multiple"]],
    ["twice as many", ["= 2 × multiple"]],
    ["lower by a factor of 10", ["= 10 × multiple"]],
    ["25 basis points", ["= 25 bps"]],
    ["10 %-points", ["= 10 pp"]],
    ["5‰", ["= 5 ‰"]],
    ["100’000 TPS", ["= 100000 tx/s"]],
    ["100\u202f000 TPS", ["= 100000 tx/s"]],
    ["5 lakh transactions per day", ["= 500000 tx/d"]],
    ["5 mln TPS", ["= 5000000 tx/s"]],
    ["$1.2bn", ["= 1200000000 USD"]],
    ["USD 5m", ["= 5000000 USD"]],
    ["3,000 $", ["= 3000 USD"]],
    ["0.1 cents", ["= 0.1 cents"]],
    ["sub-cent fees", ["< ..1 cents"]],
    ["sub-second blocks", ["< ..1 s duration"]],
    ["<1%", ["< ..1 %"]],
    ["<$0.01", ["< ..0.01 USD"]],
    ["1e-3 ETH", ["= 0.001 ETH"]],
    ["10⁶ TPS", ["= 1000000 tx/s"]],
    [".5 gwei", ["= 0.5 gwei"]],
    ["2M a day", ["= 2000000 /d"]],
    ["2M daily", ["= 2000000 /d"]],
    ["2M daily users", ["= 2000000 users count"]],
    ["５０ TPS", ["= 50 tx/s"]],
    ["1h 30m", ["= 5400 s duration"]],
    ["100 TPS or more", ["≥ 100.. tx/s"]],
    ["100 TPS at most", ["≤ ..100 tx/s"]],
    ["no more than 100 TPS", ["≤ ..100 tx/s"]],
    ["as much as 70%", ["≤ ..70 %"]],
    ["max. 100 TPS", ["≤ ..100 tx/s"]],
    ["100ish TPS", ["~ 100 tx/s"]],
    ["−142 TPS", ["= -142 tx/s"]],
    ["250 µs", ["= 250 µs duration"]],
  ])("%s", (text, expected) => expect(shortly(text)).toEqual(expected));

  test.each([
    "1.000,5 TPS",
    "1,2 TPS",
    "0,5 gwei",
    "1,00,000 TPS",
    "12,34,567 transactions per day",
    "1,,2 TPS",
    "1..2 TPS",
    "1e-70 ETH",
    "2^300 gas",
  ])("%s is asked about and never guessed", (text) => expect(shortly(text)).toEqual(["? separators"]));

  test("$1.2-$1.4bn is asked about: the scale may be of both ends", () =>
    expect(shortly("$1.2-$1.4bn")).toEqual(["? scale"]));

  test.each([
    "EIP-4844",
    "10-20-30 TPS",
    "5/6 TPS",
    "3:1",
    "10–5 TPS",
    "5 ms to 3 s",
    "-5--3 %",
    "£5m",
    "A$5m",
    "asked twice",
    "ERC-20 and EIP 7732",
    "in H1 2026 or Q3 2025",
    "L2",
    "v1.2.3",
    "0xabc123",
    "#12",
    "block 21,000,000",
    "2012-13",
    "2026",
    "1. first\n2. second",
    "Phase 1 and Step 2",
    "21Shares",
    "on 20 February 2026 at 12:30",
    "dozens of chains, several users",
    "24/7",
    "2026-02-20T09:14:00Z",
    "https://example.org/100%/5",
    "the 21st day",
  ])("%s is no quantity", (text) => expect(shortly(text)).toEqual([]));

  test.each([
    "5 kTPS",
    "250 us",
    "5 GB/s",
    "142 s⁻¹",
    "142 requests per second",
    "142 TPS/UOPS",
    "5 OP",
    "5 USDC",
    "3°",
    "3 sigma",
    "1 dozen",
    "7 D",
    "×2",
    "¥100",
    "100 +",
    "1,2 or 5 TPS",
    "10-20-30",
    "٣٤ TPS",
    "hundreds of TPS",
    "1.000.000 TPS",
  ])("a claim's words “%s” are refused and not read as another number", (text) =>
    expect(quantityOf(text, "", null)).toBeNull(),
  );

  test.each([
    ["142", "142 null"],
    ["about 142", "142 null"],
    ["142 on Base", "142 null"],
    ["TPS of 142", "142 tx/s"],
    ["142 per second", "142 /s"],
  ])("a claim's words “%s” are a number", (text, expected) => {
    const quantity = quantityOf(text, "", null);
    expect(`${quantity?.lo} ${quantity?.unit}`).toBe(expected);
  });

  test("a growth without a period and a share without a whole are asked about", () => {
    expect(findQuantities("38.7% growth")[0]?.questions).toEqual(["period"]);
    expect(findQuantities("41% of the market")[0]?.questions).toEqual(["whole"]);
  });

  test("the place of a number in its text is exact", () => {
    const text = "Base alone runs at about 142 TPS, others don't.";
    const [found] = findQuantities(text);
    expect(text.slice(found!.start, found!.end)).toBe("about 142 TPS");
  });

  test.each<[string, number | null, number | null]>([
    ["142 TPS", 3, 3],
    ["100,000 TPS", 1, 1],
    ["~2M daily transactions", 1, 1],
    ["60%+", 2, null],
    ["about 60%", 1, 1],
    ["$16-19B", 2, 2],
    ["0.050 gwei", 2, 2],
    ["34 chains", 2, 2],
  ])("%s has %d and %d significant digits", (text, lo, hi) => {
    const quantity = findQuantities(text)[0]?.quantity;
    expect([quantity?.loDigits, quantity?.hiDigits]).toEqual([lo, hi]);
  });
});
