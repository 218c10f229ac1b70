/** The words for faults of a text's citations, as the preview and the form say them. */
import type { CitationFault, Warning } from "./parsed";

/** The finding in one sentence without its full stop. */
function findingOf(fault: CitationFault): string {
  if (fault.kind === "unknown") return `There is no source “[^${fault.key}]”: it stays as typed`;
  if (fault.kind === "unusable") return `“[^${fault.key}]” can’t be cited: ${fault.why}`;
  const [first, second] = fault.lines;
  return `“[^${fault.key}]” is defined twice, in lines ${first} and ${second}`;
}

const endings = {
  double: () => ": the first one counts.",
  unknown: (fault: CitationFault) => `.${fault.kind === "unknown" ? fault.hint : ""}`,
  unusable: () => ". Its marker stays as typed.",
};

/** The warning beside a text that is being written. */
export const warningOf = (fault: CitationFault, line: number): Warning => ({
  line,
  message: `${findingOf(fault)}${endings[fault.kind](fault)}`,
  fault,
});

/** The sentences of a form whose text is not taken as it is. */
export const refusalOf = (fault: CitationFault, line: number): string =>
  fault.kind === "double"
    ? `${findingOf(fault)}. Give one of them another key.`
    : `Line ${line}: ${warningOf(fault, line).message}`;
