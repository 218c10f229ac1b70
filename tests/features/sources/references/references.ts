import { CslItem } from "~/features/sources/references/csl";
import type { Reference } from "~/features/sources/references/reference";

const reference = (
  citekey: string,
  kind: Reference["kind"],
  csl: Record<string, unknown>,
  more: Partial<Reference> = {},
): Reference => ({
  citekey,
  kind,
  csl: CslItem.parse(csl),
  accessed: null,
  archivedUrl: null,
  ...more,
});

const on = (...parts: number[]) => ({ "date-parts": [parts] });
const buterin = { family: "Buterin", given: "Vitalik" };

/** One of each kind that we know, and what makes trouble. */
export const references = {
  dashboard: reference(
    "l2beat-activity",
    "dashboard",
    {
      type: "dataset",
      title: "Activity of scaling projects",
      "container-title": "L2BEAT",
      URL: "https://l2beat.com/scaling/activity",
    },
    { accessed: [2026, 2, 20] },
  ),
  eip: reference("eip-7732", "eip", {
    type: "standard",
    title: "EIP-7732: Enshrined Proposer-Builder Separation",
    author: [{ literal: "Francesco D’Amato" }, { literal: "Barnabé Monnot" }],
    publisher: "Ethereum Improvement Proposals",
    number: "EIP-7732",
    genre: "Standards Track, Core",
    status: "Review",
    issued: on(2024, 6, 28),
    URL: "https://eips.ethereum.org/EIPS/eip-7732",
  }),
  arxiv: reference("arxiv-2509-24849", "preprint", {
    type: "article",
    title: "The Free Option Problem of ePBS",
    author: [
      { family: "Bar-On", given: "Bruno" },
      { family: "Mazorra", given: "Jean-Luc" },
      { family: "Other", given: "A. B." },
    ],
    publisher: "arXiv",
    number: "arXiv:2509.24849",
    issued: on(2025, 9),
    URL: "https://arxiv.org/abs/2509.24849",
  }),
  iacr: reference("iacr-2023-1234", "preprint", {
    type: "article",
    title: "Proofs of \\emph{things} & 50% more_or_less {x}",
    author: [buterin],
    publisher: "Cryptology ePrint Archive",
    number: "2023/1234",
    issued: on(2023),
    URL: "https://eprint.iacr.org/2023/1234",
  }),
  journal: reference("doi-1145-3548606", "paper", {
    type: "article-journal",
    title: "Flash Boys 2.0",
    author: [
      { family: "Daian", given: "Philip" },
      { family: "van der Berg", given: "Anna" },
    ],
    "container-title": "Journal of Cryptology",
    volume: "12",
    issue: "3",
    page: "100–120",
    issued: on(2020, 5, 4),
    DOI: "10.1145/3548606.3560611",
    URL: "https://doi.org/10.1145/3548606.3560611",
  }),
  conference: reference("ccs-paper", "paper", {
    type: "paper-conference",
    title: "Rollups in practice",
    author: [{ family: "Müller", given: "Jörg" }],
    "container-title": "Proceedings of CCS",
    publisher: "ACM",
    page: "1–12",
    issued: on(2022),
  }),
  report: reference("bis-report", "report", {
    type: "report",
    title: "On stable coins",
    author: [{ literal: "Bank for International Settlements" }],
    publisher: "BIS",
    number: "Report 7",
    issued: on(2024),
    URL: "https://bis.example.org/7",
  }),
  book: reference("isbn-9780306406157", "book", {
    type: "book",
    title: "Mastering Ethereum",
    author: [
      { family: "Antonopoulos", given: "Andreas M." },
      { family: "Wood", given: "Gavin" },
    ],
    publisher: "O’Reilly",
    ISBN: "9780306406157",
    issued: on(2018),
  }),
  news: reference("coindesk-a", "article", {
    type: "article-newspaper",
    title: "Buterin says roadmap “no longer makes sense”",
    author: [{ family: "Shen", given: "Muyao" }],
    "container-title": "CoinDesk",
    issued: on(2026, 2, 3),
    URL: "https://www.coindesk.com/a",
  }),
  blog: reference("vitalik-l2", "article", {
    type: "post-weblog",
    title: "What are L2s for?",
    author: [buterin],
    "container-title": "Vitalik Buterin’s website",
    issued: on(2026, 2),
    URL: "https://vitalik.eth.limo/l2.html",
  }),
  web: reference(
    "ethereum-roadmap",
    "article",
    {
      type: "webpage",
      title: "Roadmap",
      "container-title": "ethereum.org",
      URL: "https://ethereum.org/roadmap?x=1&y=%7B#part_2",
    },
    { accessed: [2026, 11, 2], archivedUrl: "https://web.archive.org/web/2026/https://ethereum.org/roadmap" },
  ),
  forum: reference(
    "ethresear-15016",
    "forum",
    {
      type: "post",
      title: "Burning MEV",
      author: [{ literal: "mike" }],
      "container-title": "Ethereum Research",
      issued: on(2023, 3, 9),
      URL: "https://ethresear.ch/t/15016",
    },
    { orcid: "https://orcid.org/0000-0002-1825-0097" },
  ),
  tweet: reference("tweet-123", "tweet", {
    type: "post",
    title: "L2s are the future",
    author: [{ literal: "@someone" }],
    "container-title": "X",
    issued: on(2026, 1, 31),
    URL: "https://x.com/i/web/status/123",
  }),
  video: reference("youtube-abc", "video", {
    type: "motion_picture",
    title: "Devcon talk",
    publisher: "YouTube",
    URL: "https://www.youtube.com/watch?v=abc",
  }),
  code: reference("github-op", "repo", {
    type: "software",
    title: "optimism",
    "container-title": "GitHub",
    version: "v1.9",
    URL: "https://github.com/x/optimism",
  }),
  nobody: reference("personal-call", "personal", {
    type: "personal_communication",
    title: "A call with a sequencer team",
  }),
  hostile: reference("evil", "other", {
    type: "document",
    title:
      "} \\input{/etc/passwd} @misc{x, \u202egnp.exe\r\nER  - \r\nTY  - BOOK <script>alert(1)</script> $x$ #1 ~ ^ 100%",
    author: [{ literal: "A} and {B, \\write18{rm -rf}" }],
    URL: "https://example.org/{a}?b=\\c",
  }),
  unicode: reference("cjk", "article", {
    type: "webpage",
    title: "以太坊扩容 🚀 مقياس",
    author: [{ family: "王", given: "小明" }],
    "container-title": "例子",
    issued: on(2025, 12, 31),
    URL: "https://xn--fsqu00a.example/x",
  }),
};
