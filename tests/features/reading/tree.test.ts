import { describe, expect, test } from "vitest";
import { branchOf } from "~/features/reading/node";
import { deepestLevel, layOutTree, numbersIn, postsInTree, type TreePost } from "~/features/reading/tree";
import { aNode, chainOf, grownThread, starOf } from "./node-samples";

const lay = (nodes: ReturnType<typeof starOf>, given: Partial<Parameters<typeof layOutTree>[0]> = {}) =>
  layOutTree({ nodes, sort: "worth", from: null, after: null, ...given })!;

const outline = (post: TreePost): string =>
  `${post.number}${post.replies.length > 0 ? `(${post.replies.map(outline).join(" ")})` : ""}`;

const all = (post: TreePost): TreePost[] => [post, ...post.replies.flatMap(all)];

describe("a tree", () => {
  const nodes = [
    aNode(1, null),
    aNode(2, 1, { worth: 1 }),
    aNode(3, 2),
    aNode(4, 1, { worth: 5 }),
    aNode(5, 2, { worth: 2 }),
    aNode(6, null),
  ];

  test("stands in the order that was asked for, on every level", () => {
    expect(outline(lay(nodes))).toBe("1(4 2(5 3) 6)");
    expect(outline(lay(nodes, { sort: "new" }))).toBe("1(6 4 2(5 3))");
    expect(outline(lay(nodes, { sort: "old" }))).toBe("1(2(3 5) 4 6)");
  });

  test("can begin with any post, and knows none that is not there", () => {
    expect(outline(lay(nodes, { from: 2 }))).toBe("2(5 3)");
    expect(layOutTree({ nodes, sort: "worth", from: 9, after: null })).toBeNull();
    expect(layOutTree({ nodes: [], sort: "worth", from: null, after: null })).toBeNull();
  });

  test("counts what answers a post, and keeps posts whose parent is missing or wrong", () => {
    expect(lay(nodes).below).toBe(5);
    const odd = [aNode(1, null), aNode(2, 7), aNode(3, 4), aNode(4, 3)];
    expect(outline(lay(odd))).toBe("1(2 3(4))");
    expect(branchOf(odd, null)?.below).toBe(3);
  });
});

describe("a page of the tree", () => {
  test.each([
    ["500 posts in a row", chainOf(500)],
    ["500 replies to the first post", starOf(500)],
    ["500 posts as threads grow", grownThread(500)],
    ["10,000 posts as threads grow", grownThread(10_000)],
  ])("shows at most forty posts of %s, indented to the deepest level, and says where the others are", (_, nodes) => {
    const root = lay(nodes);
    const shown = all(root);
    expect(shown.length).toBeLessThanOrEqual(postsInTree);
    expect(Math.max(...shown.map(({ level }) => level))).toBeLessThanOrEqual(deepestLevel);
    const left = shown.reduce((sum, { rest }) => sum + (rest?.count ?? 0), 0);
    expect(shown.length + left).toBe(nodes.length);
  });

  test("never shows a post without the one that it answers, nor a later sibling before an earlier one", () => {
    const root = lay(grownThread(500));
    expect(all(root)).toHaveLength(postsInTree);
    for (const { replies, rest } of all(root)) if (rest) expect(rest.after).toBe(replies.at(-1)?.number ?? null);
    // The best replies have some of their own replies beside them.
    expect(root.replies.length).toBeGreaterThan(5);
    expect(root.replies[0]?.replies.length).toBeGreaterThan(0);
  });

  test("leads to all posts: each rest is the next page", () => {
    const nodes = grownThread(500);
    const seen = new Set<number>();
    const visit = (from: number | null, after: number | null) => {
      const root = layOutTree({ nodes, sort: "worth", from, after })!;
      for (const number of numbersIn(root)) seen.add(number);
      for (const { number, rest } of all(root)) if (rest) visit(number, rest.after);
    };
    visit(null, null);
    expect(seen.size).toBe(500);
  });
});
