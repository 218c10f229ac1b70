import { describe, expect, test } from "vitest";
import { identify } from "~/features/sources/identify";

const ownOrigin = "https://forum.example.org";
const keyOf = (text: string) => {
  const found = identify(text, { ownOrigin });
  return found && `${found.scheme}:${found.value}`;
};
const tx = `0x${"ab".repeat(32)}`;

describe("one thing has one identity, however it is written", () => {
  test.each<[string, string | null]>([
    ["EIP-7732", "eip:7732"],
    ["eip 7732", "eip:7732"],
    ["EIP7732", "eip:7732"],
    ["https://eips.ethereum.org/EIPS/eip-7732#rationale", "eip:7732"],
    ["https://github.com/ethereum/EIPs/blob/master/EIPS/eip-7732.md", "eip:7732"],
    ["https://github.com/ethereum/EIPs/blob/047eaa48279b8d56cd4cbb81ad1655f2eb868f62/EIPS/eip-7732.md", "eip:7732"],
    ["ERC-20", "eip:20"],
    ["https://ercs.ethereum.org/ERCS/erc-20", "eip:20"],
    ["https://github.com/ethereum/ERCs/blob/master/ERCS/erc-20.md", "eip:20"],
    ["doi:10.1016/S0022-2836(05)80360-2", "doi:10.1016/s0022-2836(05)80360-2"],
    ["https://dx.doi.org/10.7717/PEERJ-CS.214", "doi:10.7717/peerj-cs.214"],
    ["https://doi.org/10.1016%2FS0022-2836(05)80360-2", "doi:10.1016/s0022-2836(05)80360-2"],
    ["doi:10.1145/1.2.3.,;", "doi:10.1145/1.2.3"],
    ["doi:10.1145/1(2))", "doi:10.1145/1(2)"],
    ["10.1145/3548606.3560611", "doi:10.1145/3548606.3560611"],
    ["https://doi.org/10.48550/arXiv.2305.12345", "arxiv:2305.12345"],
    ["arXiv:2305.12345v2", "arxiv:2305.12345"],
    ["https://arxiv.org/pdf/2305.12345v2.pdf", "arxiv:2305.12345"],
    ["https://arxiv.org/abs/2305.12345", "arxiv:2305.12345"],
    ["arxiv:math.GT/0309136", "arxiv:math/0309136"],
    ["https://arxiv.org/abs/math.GT/0309136v1", "arxiv:math/0309136"],
    ["iacr:2023/1234", "iacr:2023/1234"],
    ["https://eprint.iacr.org/2023/01234.pdf", "iacr:2023/1234"],
    ["https://eprint.iacr.org/2005/7", "iacr:2005/007"],
    ["https://ethresear.ch/t/slug/15016/5?u=me", "discourse:ethresear.ch/t/15016"],
    ["https://ethresear.ch/t/15016", "discourse:ethresear.ch/t/15016"],
    ["https://ethereum-magicians.org/t/eip-7732-epbs/19634", "discourse:ethereum-magicians.org/t/19634"],
    ["https://twitter.com/V/status/123?s=20", "tweet:123"],
    ["https://x.com/i/web/status/123", "tweet:123"],
    ["https://youtu.be/abc?si=T&t=93", "youtube:abc"],
    ["https://www.youtube.com/watch?v=abc&feature=share", "youtube:abc"],
    ["https://m.youtube.com/watch?v=abc", "youtube:abc"],
    ["https://web.archive.org/web/20260203120000/https://www.coindesk.com/x?utm_source=a", "url:coindesk.com/x"],
    ["https://www.coindesk.com/a/?utm_source=x#:~:text=no%20longer", "url:coindesk.com/a"],
    ["https://l2beat.com/scaling/activity", "url:l2beat.com/scaling/activity"],
    ["https://l2beat.com/scaling/activity?tab=rollups", "url:l2beat.com/scaling/activity?tab=rollups"],
    ["https://help.steampowered.com/kb_article.php?ref=4045", "url:help.steampowered.com/kb_article.php?ref=4045"],
    ["https://app.x.org/#/pool/1", "url:app.x.org#/pool/1"],
    ["https://example.org/a#part", "url:example.org/a"],
    ["javascript:alert(1)", null],
    ["data:text/html,x", null],
    ["ftp://example.org/a", null],
    ["file:///etc/passwd", null],
    // And what these rules mean for others.
    ["HTTP://EXAMPLE.org:80/a/../b/", "url:example.org/b"],
    ["https://example.org:8443/", "url:example.org:8443"],
    ["https://user:secret@example.org/x", "url:example.org/x"],
    ["https://amp.example.org/x?amp=1", "url:example.org/x"],
    ["https://en.m.wikipedia.org/wiki/Ethereum_(platform)", "url:en.wikipedia.org/wiki/Ethereum_(platform)"],
    ["https://example.org/index.html", "url:example.org"],
    ["https://example.org/%7euser/%2f", "url:example.org/~user/%2F"],
    ["https://example.org/?b=2&a=1", "url:example.org?a=1&b=2"],
    ["https://example.org/?fbclid=1&id=7", "url:example.org?id=7"],
    ["https://medium.com/p/x?source=friends&sk=1", "url:medium.com/p/x"],
    ["https://forum.arbitrum.foundation/t/proposal-x/123/4", "discourse:forum.arbitrum.foundation/t/123"],
    ["https://dune.com/queries/123/456", "dune:123"],
    [`tx:${tx}`, `tx:${tx}@ethereum`],
    [`https://basescan.org/tx/${tx.toUpperCase().replace("0X", "0x")}`, `tx:${tx}@base`],
    [`tx:${tx}@base`, `tx:${tx}@base`],
    ["tx:0x12", null],
    ["isbn:0-306-40615-2", "isbn:9780306406157"],
    ["isbn:978-0-306-40615-7", "isbn:9780306406157"],
    ["isbn:978-0-306-40615-8", null],
    ["https://forum.example.org/p/12", "post:12"],
    ["https://forum.example.org/t/1/words/3#p-42", "post:42"],
    ["/p/12", "post:12"],
    ["post:99999999999", null],
    ["https://аpple.com/", "url:xn--pple-43d.com"],
    ["<https://example.org/a,b]>", "url:example.org/a,b]"],
    ["http://localhost/a", null],
    ["http://127.0.0.1/a", null],
    ["http://127.1/a", null],
    ["http://[::1]/a", null],
    ["http://intranet/a", null],
    ["http://printer.local/a", null],
    ["https://", null],
    [`https://example.org/${"a".repeat(2000)}`, null],
    ["a plain note", null],
    ["", null],
  ])("%s", (text, key) => {
    expect(keyOf(text)).toBe(key);
  });
});

describe("the version and the place that an address names", () => {
  test.each([
    [
      "https://github.com/ethereum/EIPs/blob/047eaa48279b8d56cd4cbb81ad1655f2eb868f62/EIPS/eip-7732.md",
      { version: "047eaa48" },
    ],
    ["arXiv:2305.12345v2", { version: "v2", url: "https://arxiv.org/abs/2305.12345v2" }],
    ["https://ethresear.ch/t/slug/15016/5?u=me", { locator: "post 5", url: "https://ethresear.ch/t/slug/15016" }],
    ["https://youtu.be/abc?si=T&t=93", { locator: "t. 1:33" }],
    ["https://youtu.be/abc?t=1h2m3s", { locator: "t. 1:02:03" }],
    [
      "https://web.archive.org/web/20260203120000/https://www.coindesk.com/x?utm_source=a",
      {
        archivedUrl: "https://web.archive.org/web/20260203120000/https://www.coindesk.com/x?utm_source=a",
        url: "https://www.coindesk.com/x",
      },
    ],
    [
      "https://www.coindesk.com/a/?utm_source=x#:~:text=no%20longer",
      { quote: "no longer", url: "https://www.coindesk.com/a/" },
    ],
    ["https://example.org/a#:~:text=before-,first%20words,last,-after", { quote: "first words … last" }],
    ["https://example.org/a?utm_source=x&b=1#part", { url: "https://example.org/a?b=1#part" }],
  ])("%s", (text, expected) => {
    expect(identify(text, { ownOrigin })).toMatchObject(expected);
  });
});

test("a repository has one identity, in any case and with .git", () => {
  const address = keyOf("https://github.com/o/r");
  for (const same of [
    "https://github.com/o/r.git",
    "https://github.com/O/R",
    "https://www.github.com/O/r.git/",
    "http://github.com/o/r/",
  ])
    expect(keyOf(same)).toBe(address);
  expect(keyOf("https://gitlab.com/Group/Repo.git")).toBe(keyOf("https://gitlab.com/group/repo"));
  expect(keyOf("https://github.com/O/R/blob/main/README.md")).toBe(keyOf("https://github.com/o/r/blob/main/README.md"));
  expect(keyOf("https://github.com/o/r/blob/main/readme.md")).not.toBe(
    keyOf("https://github.com/o/r/blob/main/README.md"),
  );
  expect(keyOf("https://example.org/o/R")).not.toBe(keyOf("https://example.org/o/r"));
});

test.each([
  "https://dl.acm.org/doi/10.1145/3548606.3560611",
  "https://dl.acm.org/doi/abs/10.1145/3548606.3560611",
  "https://dl.acm.org/doi/pdf/10.1145/3548606.3560611",
  "https://dl.acm.org/doi/fullHtml/10.1145/3548606.3560611",
  "https://onlinelibrary.wiley.com/doi/epdf/10.1145/3548606.3560611",
  "https://link.springer.com/content/pdf/10.1145/3548606.3560611.pdf",
  "https://link.springer.com/chapter/10.1145/3548606.3560611",
  "https://www.science.org/doi/10.1145/3548606.3560611",
])("a publisher's page is the paper of its DOI: %s", (address) => {
  expect(keyOf(address)).toBe("doi:10.1145/3548606.3560611");
});
