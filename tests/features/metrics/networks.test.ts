import { describe, expect, test } from "vitest";
import { networks } from "~/features/metrics/networks";

const measured = networks.flatMap(({ slug, rpc }) => (rpc ? [{ slug, ...rpc }] : []));

/** Nodes that a public list no longer has, or that refuse every call. */
const dead = /cloudflare-eth|polygon-rpc\.com|llamarpc|blastapi|lava\.build|developer-access-mainnet\.base|chainvibes/;

describe("public nodes", () => {
  test("every measured chain has two or more on hosts of their own; only Solana has one", () => {
    const hosts = (urls: string[]) => new Set(urls.map((url) => new URL(url).hostname)).size;
    expect(measured.filter(({ urls }) => hosts(urls) < 2).map(({ slug }) => slug)).toEqual(["solana"]);
    expect(measured.filter(({ urls }) => hosts(urls) < urls.length).map(({ slug }) => slug)).toEqual([]);
  });

  test("each was on a public list in 2026, and none is known to be dead", () => {
    for (const { slug, urls, seen } of measured) {
      expect(seen, slug).toHaveLength(urls.length);
      expect(
        seen?.filter((day) => !/^2026-\d\d(-\d\d)?$/.test(day)),
        slug,
      ).toEqual([]);
      expect(
        urls.filter((url) => dead.test(url) || new URL(url).protocol !== "https:"),
        slug,
      ).toEqual([]);
    }
  });
});
