/** Other spellings of words that are made of letters and digits. */

/** Proposals of both kinds share their numbers: "ERC-7683" is also called "EIP-7683". */
const proposal = /^(eip|erc)-?(\d+)$/;
const plural = /^([a-z]{1,6}\d+)s$/;
const singular = /^[a-z]{1,6}-?\d+$/;
const release = /^(v?)(\d+(?:\.\d+){2,})((?:[-+]?[a-z][a-z0-9.-]*)?)$/;

/**
 * Of a folded word: the other kind of proposal, its plural or singular, a release with or without its "v" and without what
 * stands behind its numbers; often none.
 */
export function codeSpellings(word: string): string[] {
  const [, kind, number] = proposal.exec(word) ?? [];
  const [, one] = plural.exec(word) ?? [];
  const [, letter = "", version, stage = ""] = release.exec(word) ?? [];
  return [
    ...(kind ? [`${kind === "eip" ? "erc" : "eip"}${number}`] : []),
    ...(one ? [one] : []),
    ...(singular.test(word) ? [`${word.replace("-", "")}s`] : []),
    ...(version ? [`${letter ? "" : "v"}${version}${stage}`] : []),
    ...(version && stage ? [version, `v${version}`] : []),
  ];
}
