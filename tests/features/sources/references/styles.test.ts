/** Details of APA and Chicago that a list of our kinds doesn't show. */
import { expect, test } from "vitest";
import { CslItem } from "~/features/sources/references/csl";
import { toApa } from "~/features/sources/references/to-apa";
import { toChicago } from "~/features/sources/references/to-chicago";

const issued = { "date-parts": [[2016]] };
const doe = { family: "Doe", given: "J.R.R." };
const juels = { family: "Juels", given: "Ari" };
const shi = { family: "Shi", given: "Elaine" };

test.each<[string, object, apa: string, chicago: string]>([
  [
    "a report's number",
    { type: "report", title: "Annual Report", number: "7", genre: "Technical report", publisher: "BIS" },
    "Doe, J. R. R. (2016). Annual Report (Technical report No. 7). BIS.",
    "J.R.R. Doe, Annual Report, Technical report no. 7 (BIS, 2016).",
  ],
  [
    "a thesis",
    { type: "thesis", title: "On Rollups", genre: "Doctoral dissertation", publisher: "ETH" },
    "Doe, J. R. R. (2016). On Rollups [Doctoral dissertation]. ETH.",
    "J.R.R. Doe, On Rollups (Doctoral dissertation, ETH, 2016).",
  ],
  [
    "a report's kind without a number",
    { type: "report", title: "On Rollups", genre: "White paper", publisher: "EF" },
    "Doe, J. R. R. (2016). On Rollups [White paper]. EF.",
    "J.R.R. Doe, On Rollups, White paper (EF, 2016).",
  ],
  [
    "the number of a bill",
    { type: "bill", title: "On Rollups", number: "H.R. 1", publisher: "Congress" },
    "Doe, J. R. R. (2016). On Rollups (H.R. 1). Congress.",
    "J.R.R. Doe, “On Rollups,” Congress, H.R. 1, 2016.",
  ],
  [
    "a title alone",
    { type: "map", title: "On Rollups", issued: undefined },
    "Doe, J. R. R. (n.d.). On Rollups [Map].",
    "J.R.R. Doe, “On Rollups.”",
  ],
  [
    "a name of one word",
    { type: "book", title: "T", author: [{ given: "Plato" }] },
    "Plato. (2016). T.",
    "Plato, T (2016).",
  ],
  [
    "a version",
    { type: "software", title: "geth", version: "1.14.0", publisher: "Ethereum" },
    "Doe, J. R. R. (2016). geth (Version 1.14.0) [Computer software]. Ethereum.",
    "J.R.R. Doe, “geth,” computer software, Ethereum, 1.14.0, 2016.",
  ],
  [
    "an issue without a volume",
    { type: "article-journal", title: "T", "container-title": "J", issue: "3", page: "1–2" },
    "Doe, J. R. R. (2016). T. J, (3), 1–2.",
    "J.R.R. Doe, “T,” J, no. 3 (2016): 1–2.",
  ],
  [
    "pages typed with a hyphen",
    { type: "article-journal", title: "T", "container-title": "J", volume: "4", page: "1-2, 12--20, A-7" },
    "Doe, J. R. R. (2016). T. J, 4, 1–2, 12–20, A-7.",
    "J.R.R. Doe, “T,” J 4 (2016): 1–2, 12–20, A-7.",
  ],
  [
    "a single page of a collection",
    { type: "chapter", title: "T", "container-title": "C", page: "12" },
    "Doe, J. R. R. (2016). T. In C (p. 12).",
    "J.R.R. Doe, “T,” in C (2016), 12.",
  ],
  [
    "a volume of proceedings with its editors",
    {
      type: "book",
      title: "Proceedings",
      author: undefined,
      editor: [juels, shi],
      edition: "2",
      publisher: "ACM",
      "publisher-place": "New York",
    },
    "Juels, A., & Shi, E. (Eds.). (2016). Proceedings (2nd ed.). ACM.",
    "Ari Juels and Elaine Shi, eds., Proceedings, 2nd ed. (New York: ACM, 2016).",
  ],
  [
    "a chapter with editors, series and pages",
    {
      type: "chapter",
      title: "T",
      editor: [juels],
      "container-title": "Book",
      "collection-title": "LNCS",
      "collection-number": "9603",
      page: "1–2",
      publisher: "Springer",
    },
    "Doe, J. R. R. (2016). T. In A. Juels (Ed.), Book (pp. 1–2). Springer.",
    "J.R.R. Doe, “T,” in Book, ed. Ari Juels, LNCS 9603 (Springer, 2016), 1–2.",
  ],
  [
    "particles and suffixes",
    {
      type: "book",
      title: "T",
      author: [
        { family: "Renesse", given: "Robbert", "non-dropping-particle": "van" },
        { family: "Humboldt", given: "Alexander", "dropping-particle": "von", suffix: "Jr." },
      ],
    },
    "van Renesse, R., & Humboldt, A. von, Jr. (2016). T.",
    "Robbert van Renesse and Alexander von Humboldt, Jr., T (2016).",
  ],
  [
    "a translation of an older work",
    { type: "book", title: "T", translator: [juels], "original-date": { "date-parts": [[1911]] } },
    "Doe, J. R. R. (2016). T (A. Juels, Trans.). (Original work published 1911)",
    "J.R.R. Doe, T, trans. Ari Juels (2016).",
  ],
])("%s", (_, given, apa, chicago) => {
  const csl = CslItem.parse({ author: [doe], issued, ...given });
  const reference = { citekey: "k", kind: "other" as const, csl, accessed: null, archivedUrl: null };
  expect(toApa(reference)).toBe(apa);
  expect(toChicago(reference)).toBe(chicago);
});
