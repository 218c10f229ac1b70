import { describe, expect, test } from "vitest";
import { figuresInText, findFigures } from "~/features/claims/figures";

const shortly = (markdown: string) => findFigures(markdown).map(({ text, basis }) => `${text}: ${basis}`);

describe("the figures of a text being written", () => {
  test.each<[string, string[]]>([
    ["Base runs at [142 TPS](metric:base/tps), others at 20 TPS.", ["142 TPS: bound", "20 TPS: none"]],
    ['We lost [40% of users](claim: "first-party").', ["40% of users: bound"]],
    ["It is 20 TPS[^l2beat]. It was 30 TPS.", ["20 TPS: cited", "30 TPS: none"]],
    ["It is 20 TPS.[^l2beat] It was 30 TPS.", ["20 TPS: cited", "30 TPS: none"]],
    ["By [this list](https://x.org/2026/5) it is 20 TPS.", ["20 TPS: cited"]],
    ["In [a list of 34 chains](https://x.org) it is so.", ["34 chains: cited"]],
    ["> It is 20 TPS.\n\nNo.", []],
    ["[quote=@a, p:1, r:1]\nIt is 20 TPS.\n[/quote]\n\nNo, 30 TPS.", ["30 TPS: none"]],
    ["`20 TPS` and\n\n```js\nconst a = 30 TPS\n```\n\n40 TPS", ["40 TPS: none"]],
    ["$$20 TPS$$ and \\(30 TPS\\)", []],
    ["It costs $5 and $6.", ["$5: none", "$6: none"]],
    ["Text.[^a]\n\n[^a]: A list of 34 chains\n\nSources: 20 lists", []],
    ["![20 TPS](metric:base/tps?window=30d)", []],
    ["A note^[of 20 TPS].", []],
    ["- 20 TPS\n- 30 TPS[^a]\n\n1. 40 TPS", ["20 TPS: none", "30 TPS: cited", "40 TPS: none"]],
    ["| Chain | Rate |\n|---|---|\n| Base | 142 TPS |", ["142 TPS: none"]],
    ["```\nunclosed 20 TPS", []],
  ])("%j", (markdown, expected) => expect(shortly(markdown)).toEqual(expected));

  test("each knows its place and its sentence", () => {
    const markdown = "First one. Base alone runs at 142 TPS, they say. Another one.";
    const [figure] = findFigures(markdown);
    expect(markdown.slice(figure!.start, figure!.end)).toBe("142 TPS");
    expect([figure!.before, figure!.after]).toEqual(["Base alone runs at ", ", they say."]);
  });

  test("are counted in words", () => {
    expect(figuresInText(findFigures("[1 TPS](metric:base/tps) 2 TPS 3 TPS[^a]. 4 TPS."))).toBe(
      "4 figures, 1 without a source",
    );
    expect(figuresInText(findFigures("It is 20 TPS."))).toBe("1 figure, 1 without a source");
    expect(figuresInText(findFigures("It is 20 TPS[^a]."))).toBe("1 figure, all with a source");
  });

  test("a text of 64 kB of marks costs no more than reading it", () => {
    for (const mark of ["`", "$$", "[quote=", "[", "> ", "[^", "1 ", "~~~\n", "](", "![", "("])
      expect(findFigures(mark.repeat(Math.floor(65_536 / mark.length))).length).toBeLessThan(70_000);
  });
});
