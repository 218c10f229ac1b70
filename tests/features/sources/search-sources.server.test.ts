import { beforeAll, describe, expect, test } from "vitest";
import { listSources, searchSources } from "~/features/sources/sources.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";

import { aThread } from "../../support/factories";

useDatabase();

beforeAll(async () => {
  await aThread({
    body: `Cited[^a] and[^b] and[^c].

[^a]: Solidus

    \`\`\`bibtex
    @inproceedings{cecchetti2017, title={Solidus: Confidential Transactions}, author={Cecchetti, Ethan and Juels, Ari}, booktitle={Proceedings of CCS}, year={2017}, doi={10.1145/3133956.3134093}}
    \`\`\`

[^b]: Casper

    \`\`\`bibtex
    @article{buterin2017, title={Friendly Finality Gadget}, author={Buterin, Vitalik and Griffith, Virgil}, year={2017}, eprint={1710.09437}, archiveprefix={arXiv}}
    \`\`\`

[^c]: Book

    \`\`\`bibtex
    @book{cormen2009, title={Introduction to Algorithms}, author={Cormen, Thomas}, editor={Groß, Helga and Łukasiewicz, Þóra and Ünal, Đỗ}, publisher={MIT Press}, year={2009}, isbn={978-0-262-03384-8}}
    \`\`\`
`,
  });
});

describe("a source is found", () => {
  test.each([
    ["Cecchetti", "Solidus"],
    ["juels ari", "Solidus"],
    ["Griffith", "Friendly"],
    ["Buterin gadget", "Friendly"],
    ["buterin 2017", "Friendly"],
    ["CCS 2017", "Solidus"],
    ["10.1145/3133956.3134093", "Solidus"],
    ["doi:10.1145/3133956.3134093", "Solidus"],
    ["1710.09437", "Friendly"],
    ["arXiv:1710.09437", "Friendly"],
    ["978-0-262-03384-8", "Introduction"],
    ["9780262033848", "Introduction"],
    ["MIT", "Introduction"],
    ["https://doi.org/10.1145/3133956.3134093", "Solidus"],
    ["https://dl.acm.org/doi/pdf/10.1145/3133956.3134093", "Solidus"],
    ["doi.org/10.1145/3133956.3134093", "Solidus"],
    ["arxiv.org/pdf/1710.09437v2", "Friendly"],
    ["arXiv 1710.09437v2", "Friendly"],
    ["0-262-03384-4", "Introduction"],
    ["ISBN 0262033844", "Introduction"],
    ["Cecchetti, E.", "Solidus"],
    ["Cecchetti et al. (2017)", "Solidus"],
    ["Buterin & Griffith, 2017", "Friendly"],
    ["“Friendly Finality Gadget”", "Friendly"],
    ["Helga", "Introduction"],
    ["Gross", "Introduction"],
    ["GROß", "Introduction"],
    ["lukasiewicz", "Introduction"],
    ["ŁUKASIEWICZ", "Introduction"],
    ["Thora", "Introduction"],
    ["unal", "Introduction"],
    ["ÜNAL DO", "Introduction"],
    ["Sölidus", "Solidus"],
    ["solidus", "Solidus"],
    ["Cecchetti-Juels", "Solidus"],
    ["Cecchetti/Juels", "Solidus"],
    ["Buterin—Griffith", "Friendly"],
    ["Buterin+Griffith", "Friendly"],
    ["MIT-Press", "Introduction"],
    ["cecchetti2017", "Solidus"],
    ["[^Cecchetti17]", "Solidus"],
    ["Cecchetti, 2017a", "Solidus"],
    ["Cecchetti’s", "Solidus"],
    ["Buterin and Griffith [2017]", "Friendly"],
    ["„Friendly Finality Gadget“", "Friendly"],
    ["«Friendly» … ‘Gadget’", "Friendly"],
    ["ISBN-13: 978-0-262-03384-8", "Introduction"],
    ["DOI: https://doi.org/10.1145/3133956.3134093.", "Solidus"],
    ["Solidus https://dl.acm.org/doi/10.1145/3133956.3134093", "Solidus"],
    ["[1710.09437v2]", "Friendly"],
    ["abs/1710.09437", "Friendly"],
    ["author:Cecchetti", "Solidus"],
  ])("by %s, in search and in the list", async (q, title) => {
    const found = await searchSources(db, q, { take: 5 });
    expect(found.map((source) => source.title.split(/[: ]/)[0])).toEqual([title]);
    const { sources } = await listSources({ sort: "cited", q });
    expect(sources.map((source) => source.title.split(/[: ]/)[0])).toEqual([title]);
  });

  test.each([
    "Nobody",
    "Cecchetti-Nobody",
    "cecchetti2018",
    "family",
    "2018",
    "10.1145/0000000.0000000",
    "%",
    "____",
    "S%s",
  ])("not by %s", async (q) => {
    expect(await searchSources(db, q, { take: 5 })).toEqual([]);
  });
});
