/** Pairs of addresses that are one source, and pairs that are two. */
import { describe, expect, test } from "vitest";
import { identify } from "~/features/sources/identify";

const keyOf = (text: string) => {
  const found = identify(text, { ownOrigin: "https://forum.example.org" });
  return found && `${found.scheme}:${found.value}`;
};

const one: [string, string][] = [
  // Publishers' pages with a DOI in their path.
  ["https://doi.org/10.1145/3133956.3134093", "https://dl.acm.org/doi/10.1145/3133956.3134093"],
  ["https://doi.org/10.1007/978-3-662-53357-4_8", "https://link.springer.com/chapter/10.1007/978-3-662-53357-4_8"],
  [
    "https://doi.org/10.1007/978-3-662-53357-4_8",
    "https://link.springer.com/content/pdf/10.1007%2F978-3-662-53357-4_8.pdf",
  ],
  ["doi:10.1088/1742-6596/1/1/012001", "https://iopscience.iop.org/article/10.1088/1742-6596/1/1/012001/pdf"],
  ["doi:10.1103/PhysRevLett.1.1", "https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.1.1"],
  ["doi:10.3389/fbloc.2020.00001", "https://www.frontiersin.org/articles/10.3389/fbloc.2020.00001/full"],
  ["doi:10.1371/journal.pone.0000001", "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000001"],
  ["doi:10.1108/X-2020-1", "https://www.emerald.com/insight/content/doi/10.1108/X-2020-1/full/html"],
  ["doi:10.1515/9783110", "https://www.degruyter.com/document/doi/10.1515/9783110/html"],
  ["doi:10.4230/LIPIcs.AFT.2023.1", "https://drops.dagstuhl.de/entities/document/10.4230/LIPIcs.AFT.2023.1"],
  ["doi:10.1093/qje/qjz001", "https://academic.oup.com/qje/article-lookup/doi/10.1093/qje/qjz001"],
  ["doi:10.1101/2020.01.01.123456", "https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf"],
  ["doi:10.2139/ssrn.3977007", "https://papers.ssrn.com/sol3/papers.cfm?abstract_id=3977007"],
  ["doi:10.5281/zenodo.123456", "https://zenodo.org/records/123456"],
  ["doi:10.1145/3133956.3134093", "https://sci-hub.se/10.1145/3133956.3134093"],
  ["doi:10.1093/rfs/hhaa111", "https://academic.oup.com/rfs/article/doi/10.1093/rfs/hhaa111/5912345"],
  ["doi:10.1145/3548606", "https://doi-org.proxy.example.edu/10.1145/3548606"],
  ["doi:10.1145/3548606", "http://dx.doi.org/doi:10.1145/3548606"],
  ["doi:10.1145/3548606", "https://api.crossref.org/works/10.1145/3548606"],
  // Identifiers as people write them.
  ["doi:10.1145/3548606", "DOI 10.1145/3548606"],
  ["isbn:9780262033848", "ISBN 978-0-262-03384-8"],
  ["arxiv:1809.09044", "arXiv 1809.09044"],
  ["arxiv:1809.09044", "arXiv:1809.09044v2 [cs.CR]"],
  ["iacr:2023/105", "IACR ePrint 2023/105"],
  ["doi:10.1145/3133956.3134093", "https://dl.acm.org/citation.cfm?doid=3133956.3134093"],
  ["iacr:2014/857", "https://eprint.iacr.org/eprint-bin/getfile.pl?entry=2014/857&version=1&file=857.pdf"],
  // Publishers' and libraries' own numbers.
  ["https://ieeexplore.ieee.org/document/9152675", "https://ieeexplore.ieee.org/abstract/document/9152675/authors"],
  ["https://ieeexplore.ieee.org/document/9152675", "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=9152675"],
  [
    "https://www.sciencedirect.com/science/article/pii/S0304405X23000016",
    "https://www.sciencedirect.com/science/article/abs/pii/S0304405X23000016?via%3Dihub",
  ],
  [
    "https://www.sciencedirect.com/science/article/pii/S0304405X23000016",
    "https://linkinghub.elsevier.com/retrieve/pii/S0304405X23000016",
  ],
  ["https://pubmed.ncbi.nlm.nih.gov/21413195/", "https://www.ncbi.nlm.nih.gov/pubmed/21413195"],
  [
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC3106548/",
    "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3106548/pdf/x.pdf",
  ],
  ["https://hal.science/hal-01234567", "https://hal.archives-ouvertes.fr/hal-01234567v2/document"],
  ["https://dblp.org/rec/conf/ccs/A17", "https://dblp.org/rec/conf/ccs/A17.html?view=bibtex"],
  [
    "https://www.semanticscholar.org/paper/0123456789abcdef0123456789abcdef01234567",
    "https://www.semanticscholar.org/paper/A-Title-Roth-Oak/0123456789abcdef0123456789abcdef01234567",
  ],
  ["https://archive.org/details/abc", "https://archive.org/details/abc/page/n5/mode/2up"],
  // AMP.
  ["https://www.coindesk.com/tech/a", "https://www.coindesk.com/tech/a/amp/"],
  ["https://www.coindesk.com/tech/a", "https://www.coindesk.com/amp/tech/a"],
  ["https://www.coindesk.com/tech/a", "https://amp.coindesk.com/tech/a"],
  ["https://www.coindesk.com/tech/a", "https://www.coindesk.com/tech/a?amp"],
  ["https://www.coindesk.com/tech/a", "https://www.coindesk.com/tech/a?outputType=amp"],
  ["https://www.coindesk.com/tech/a.html", "https://www.coindesk.com/tech/a.amp.html"],
  ["https://www.coindesk.com/tech/a", "https://www-coindesk-com.cdn.ampproject.org/c/s/www.coindesk.com/tech/a/amp"],
  ["https://www.coindesk.com/tech/a", "https://www.google.com/amp/s/www.coindesk.com/tech/a/amp/"],
  // EIPs and other files of repositories.
  ["EIP-4844", "https://raw.githubusercontent.com/ethereum/EIPs/master/EIPS/eip-4844.md"],
  ["EIP-4844", "https://raw.githubusercontent.com/ethereum/EIPs/refs/heads/master/EIPS/eip-4844.md"],
  ["EIP-4844", "https://github.com/ethereum/EIPs/blame/master/EIPS/eip-4844.md"],
  ["EIP-4844", "https://github.com/Ethereum/eips/raw/master/EIPS/eip-4844.md"],
  ["EIP-4844", "https://cdn.jsdelivr.net/gh/ethereum/EIPs@master/EIPS/eip-4844.md"],
  ["EIP-4844", "https://ethereum.github.io/EIPs/EIPS/eip-4844"],
  ["EIP-4844", "https://github.com/ethereum/EIPs/tree/master/EIPS/eip-4844.md"],
  ["EIP-4844", "https://eip.tools/eip/4844"],
  ["EIP-4844", "https://eipsinsight.com/eips/eip-4844"],
  ["https://github.com/o/r", "https://github.com/o/r?tab=readme-ov-file#usage"],
  ["https://github.com/o/r/blob/main/README.md", "https://raw.githubusercontent.com/O/R/main/README.md"],
  ["https://github.com/o/r/pull/12", "https://github.com/O/r/pull/12/files"],
  ["https://github.com/Ethereum/Consensus-Specs", "https://github.com/ethereum/consensus-specs"],
  ["https://gitlab.com/a/b/-/blob/main/x.md", "https://gitlab.com/a/b/-/raw/main/x.md"],
  // Mirrors and other renderings.
  ["https://arxiv.org/abs/1809.09044", "https://ar5iv.labs.arxiv.org/html/1809.09044"],
  ["https://arxiv.org/abs/1809.09044", "https://ar5iv.org/abs/1809.09044v2"],
  ["https://arxiv.org/abs/1809.09044", "https://www.alphaxiv.org/abs/1809.09044"],
  ["https://arxiv.org/abs/1809.09044", "https://www.arxiv-vanity.com/papers/1809.09044/"],
  ["https://arxiv.org/abs/1809.09044", "https://huggingface.co/papers/1809.09044"],
  ["https://arxiv.org/abs/1809.09044", "https://export.arxiv.org/pdf/1809.09044"],
  ["iacr:2014/857", "https://eprint.iacr.org/archive/2014/857/20141018:134521"],
  ["iacr:2014/857", "https://eprint.iacr.org/2014/857/20141018:134521"],
  ["iacr:2014/857", "https://eprint.iacr.org/archive/versions/2014/857"],
  ["https://arxiv.org/abs/1809.09044", "https://www.semanticscholar.org/arxiv/1809.09044"],
  ["https://arxiv.org/abs/1809.09044", "https://papers.cool/arxiv/1809.09044"],
  ["https://arxiv.org/abs/1809.09044", "https://ui.adsabs.harvard.edu/abs/2018arXiv180909044A/abstract"],
  ["https://ipfs.io/ipfs/QmAbc/a.md", "https://cloudflare-ipfs.com/ipfs/QmAbc/a.md"],
  ["https://vitalik.ca/general/2021/01/05/rollup.html", "https://vitalik.eth.limo/general/2021/01/05/rollup.html"],
  [
    "https://vitalik.eth.link/general/2021/01/05/rollup.html",
    "https://vitalik.eth.limo/general/2021/01/05/rollup.html",
  ],
  // Other front ends and forms that keep the page's id.
  ["https://x.com/V/status/123", "https://nitter.net/V/status/123#m"],
  ["https://x.com/V/status/123", "https://fxtwitter.com/V/status/123"],
  ["https://www.youtube.com/watch?v=abcdefghijk", "https://yewtu.be/watch?v=abcdefghijk"],
  ["https://www.youtube.com/watch?v=abcdefghijk", "https://www.youtube.com/v/abcdefghijk"],
  ["https://www.reddit.com/r/ethereum/comments/abc123/a_title/", "https://redd.it/abc123"],
  ["https://www.reddit.com/r/ethereum/comments/abc123/a_title/", "https://old.reddit.com/r/ethereum/comments/abc123/"],
  ["https://ethereum.stackexchange.com/questions/123/a-title", "https://ethereum.stackexchange.com/q/123"],
  ["https://medium.com/@a/some-words-0123456789ab", "https://medium.com/p/0123456789ab"],
  ["https://medium.com/@a/some-words-0123456789ab", "https://scribe.rip/@a/other-words-0123456789ab"],
  ["https://dune.com/queries/123", "https://dune.com/embeds/123/456"],
  ["https://docs.google.com/document/d/AbC-1/edit", "https://docs.google.com/document/d/AbC-1/preview?usp=sharing"],
  ["https://docs.google.com/spreadsheets/d/A/edit#gid=7", "https://docs.google.com/spreadsheets/d/A/view?gid=7#gid=7"],
  ["https://drive.google.com/file/d/AbC/view", "https://drive.google.com/open?id=AbC"],
  ["https://en.wikipedia.org/wiki/Ethereum", "https://en.wikipedia.org/w/index.php?title=Ethereum"],
  ["https://en.wikipedia.org/wiki/Ethereum", "https://www.wikiwand.com/en/articles/Ethereum"],
  ["https://ethresear.ch/t/slug/15016", "https://ethresear.ch/raw/15016"],
  ["https://openreview.net/forum?id=aBc", "https://openreview.net/pdf?id=aBc"],
  ["https://snapshot.org/#/a.eth/proposal/0x0123456789", "https://snapshot.box/#/s:a.eth/proposal/0x0123456789"],
  ["https://ethereum.org/roadmap", "https://ethereum.org/en/roadmap/"],
  ["https://hackmd.io/@alice/abcDEF", "https://hackmd.io/@alice/abcDEF?view"],
  ["https://notes.ethereum.org/@alice/abcDEF", "https://notes.ethereum.org/@alice/abcDEF?type=view#Costs"],
  ["https://farcaster.xyz/v/0x12345678", "https://warpcast.com/v/0x12345678"],
  ["https://gist.github.com/a/0123456789abcdef0123", "https://gist.github.com/0123456789abcdef0123"],
  [`https://mirror.xyz/0x${"ab".repeat(20)}/deF`, `https://mirror.xyz/0x${"AB".repeat(20)}/deF`],
  ["https://en.wikipedia.org/wiki/Rollup_(chain)", "https://en.wikipedia.org/wiki/Rollup_%28chain%29"],
  ["https://www.coindesk.com/x?a=1", "https://www.google.com/url?q=https://www.coindesk.com/x?a%3D1&sa=D&usg=x"],
  ["https://www.coindesk.com/x", "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.coindesk.com%2Fx&h=AT0"],
  ["https://www.coindesk.com/x", "https://translate.google.com/translate?sl=de&u=https://www.coindesk.com/x"],
  ["https://www.coindesk.com/x?a=1", "https://12ft.io/https://www.coindesk.com/x?a=1"],
  ["EIP-4844", "https://via.hypothes.is/https://eips.ethereum.org/EIPS/eip-4844"],
  // Sessions.
  ["https://example.org/a", "https://example.org/a;jsessionid=0123456789ABCDEF?PHPSESSID=1"],
  ["https://example.org/a?id=1", "https://example.org/a?id=1&sid=0123456789abcdef0123456789abcdef"],
  ["https://example.org/x/a.aspx", "https://example.org/(S(abcdefgh12345678))/x/a.aspx"],
  // Copies in archives.
  ["https://www.coindesk.com/x", "https://web.archive.org/web/2026/www.coindesk.com/x"],
  ["https://www.coindesk.com/x", "https://web.archive.org/web/20260203120000id_/https://www.coindesk.com/x"],
  ["https://www.coindesk.com/x", "https://archive.ph/2026.02.03-120000/https://www.coindesk.com/x"],
  ["https://www.coindesk.com/x", "https://archive.today/newest/https://www.coindesk.com/x"],
  ["https://www.coindesk.com/x", "https://arquivo.pt/wayback/20260203120000/https://www.coindesk.com/x"],
  [
    "https://www.coindesk.com/x",
    "https://webcache.googleusercontent.com/search?q=cache:abcdefghijkl:https://www.coindesk.com/x+&cd=1",
  ],
  ["EIP-4844", "https://web.archive.org/web/2026/https://eips.ethereum.org/EIPS/eip-4844"],
];

test.each(one)("%s is %s", (first, second) => {
  expect(keyOf(first)).not.toBeNull();
  expect(keyOf(second)).toBe(keyOf(first));
});

const two: [string, string][] = [
  ["https://snapshot.org/#/a.eth/proposal/0x0123456789", "https://snapshot.org/#/a.eth/proposal/0x9876543210"],
  ["https://github.com/o/r", "https://github.com/o/r?tab=stargazers"],
  ["https://www.google.com/url", "https://www.google.com/"],
  ["https://ethereum.org/de/roadmap", "https://ethereum.org/roadmap"],
  ["https://docs.google.com/spreadsheets/d/A/edit#gid=0", "https://docs.google.com/spreadsheets/d/A/edit#gid=1"],
  ["https://docs.google.com/document/d/AbC/edit", "https://docs.google.com/document/d/abc/edit"],
  ["https://example.org/amp", "https://example.org/"],
  ["https://example.org/guitar/amps", "https://example.org/guitar"],
  ["https://example.org/a?sid=7", "https://example.org/a?sid=8"],
  ["https://github.com/o/r/blob/main/a.md", "https://github.com/o/r/blob/main/A.md"],
  ["https://github.com/o/r/blob/main/a.md", "https://github.com/o/r/blob/dev/a.md"],
  ["https://github.com/o/r/pull/1", "https://github.com/o/r/issues/1"],
  ["https://x.com/V/status/123", "https://x.com/V/status/124"],
  ["https://example.org/10.1145/3133956.3134093", "https://doi.org/10.1145/3133956.3134093"],
  [
    "https://link.springer.com/book/10.1007/978-3-662-53357-4",
    "https://link.springer.com/chapter/10.1007/978-3-662-53357-4_8",
  ],
  ["https://vitalik.eth.limo/a.html", "https://example.eth.limo/a.html"],
  ["https://en.wikipedia.org/wiki/Ethereum", "https://en.wikipedia.org/w/index.php?title=Ethereum&oldid=1"],
  ["https://en.wikipedia.org/wiki/Ethereum", "https://de.wikipedia.org/wiki/Ethereum"],
  ["https://web.archive.org/about", "https://web.archive.org/"],
  ["https://hackmd.io/@alice/abcDEF", "https://hackmd.io/@alice/abcdef"],
  ["https://archive.org/details/abc", "https://archive.org/details/abd"],
  ["https://dl.acm.org/citation.cfm?id=3133956", "https://dl.acm.org/citation.cfm?id=3133957"],
  ["https://ieeexplore.ieee.org/document/9152675", "https://ieeexplore.ieee.org/document/9152676"],
  ["https://ethereum.stackexchange.com/q/1", "https://crypto.stackexchange.com/q/1"],
];

test.each(two)("%s is not %s", (first, second) => {
  expect(keyOf(first)).not.toBeNull();
  expect(keyOf(second)).not.toBe(keyOf(first));
});

describe("the address that readers get", () => {
  test.each([
    ["https://vitalik.ca/general/2021/01/05/rollup.html", "https://vitalik.ca/general/2021/01/05/rollup.html"],
    ["https://www.coindesk.com/tech/a/amp/", "https://www.coindesk.com/tech/a"],
    ["https://docs.google.com/spreadsheets/d/A/edit#gid=7", "https://docs.google.com/spreadsheets/d/A/edit#gid=7"],
    ["https://example.org/a;jsessionid=0123?b=1", "https://example.org/a?b=1"],
    ["https://www.google.com/url?q=https%3A%2F%2Fwww.coindesk.com%2Fx&sa=D", "https://www.coindesk.com/x"],
    ["https://12ft.io/https://www.coindesk.com/x", "https://www.coindesk.com/x"],
  ])("%s", (typed, url) => {
    expect(identify(typed)?.url).toBe(url);
  });

  test("never leads to a host that others can't open", () => {
    expect(identify("https://www.google.com/amp/s/localhost/x")).toBeNull();
    expect(identify("https://www.google.com/url?q=http://localhost/x")).toBeNull();
    expect(identify("https://web.archive.org/web/2026/http://127.0.0.1/x")).toBeNull();
  });
});
