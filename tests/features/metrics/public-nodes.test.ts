import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Registry } from "~/features/chains/chains";
import { fileChains } from "../../support/chains";

const measured = fileChains.flatMap(({ slug, rpc }) => (rpc && rpc.urls.length > 0 ? [{ slug, urls: rpc.urls }] : []));
const { chains } = JSON.parse(readFileSync("prisma/vocabulary/chains.json", "utf8")) as Registry;

/** Nodes that a public list no longer has, or that refuse every call. */
const dead = /cloudflare-eth|polygon-rpc\.com|llamarpc|blastapi|lava\.build|developer-access-mainnet\.base|chainvibes/;

describe("public nodes", () => {
  test("every measured chain has two or more on hosts of their own; only Solana has one", () => {
    const hosts = (urls: string[]) => new Set(urls.map((url) => new URL(url).hostname)).size;
    expect(measured.length).toBeGreaterThan(15);
    expect(measured.filter(({ urls }) => hosts(urls) < 2).map(({ slug }) => slug)).toEqual(["solana"]);
    expect(measured.filter(({ urls }) => hosts(urls) < urls.length).map(({ slug }) => slug)).toEqual([]);
  });

  test("each was on a public list in 2026, and none is known to be dead", () => {
    for (const { slug, urls } of measured) {
      const fact = chains.find((one) => one.slug === slug)!.facts.find(({ field }) => field === "node");
      expect(fact?.asOf, slug).toMatch(/^2026-\d\d(-\d\d)?$/);
      expect(
        urls.filter((url) => dead.test(url) || new URL(url).protocol !== "https:"),
        slug,
      ).toEqual([]);
    }
  });
});
