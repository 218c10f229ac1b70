/**
 * British spellings as American ones, by the rules by which they differ, so that both have one stem. The result is compared
 * and never shown: what merges two words that are both real ("prise", "prize") is left out of the rules.
 */

/** Words that follow no rule. */
const irregular = new Map(
  Object.entries({
    acknowledgement: "acknowledgment",
    ageing: "aging",
    aluminium: "aluminum",
    artefact: "artifact",
    cheque: "check",
    enrol: "enroll",
    fulfil: "fulfill",
    grey: "gray",
    instalment: "installment",
    judgement: "judgment",
    manoeuvre: "maneuver",
    mould: "mold",
    plough: "plow",
    practise: "practice",
    programme: "program",
    sceptic: "skeptic",
    sceptical: "skeptical",
    scepticism: "skepticism",
    skilful: "skillful",
    tyre: "tire",
    wilful: "willful",
  }),
);

/** Short words on "-our" have no other spelling ("hour"), nor have these. */
const keepsOur = /^(?:contour|detour|paramour|devour|glamour|scour|flour|velour|troubadour|.?.?our|.{0,4}source)/;

const rules: [RegExp, string][] = [
  // behaviour, coloured, favourable
  [/^(\w{2,}[^aeou])our(|s|ed|ing|ings|er|ers|able|ably|al|ally|ful|ist|ite|ites|hood|less)$/, "$1or$2"],
  // optimise, decentralised, tokenisation, analyse
  [/^(\w{2,}[aeiouy]?)([iy])s(e|es|ed|er|ers|ing|ation|ations|ational|able)$/, "$1$2z$3"],
  // licence, defences
  [/^(\w{2,})ens(e|es|ed|ing|ee|ees)$/, "$1enc$2"],
  // centre, metres, fibred
  [/^(\w+[bt])re(|s)$/, "$1er$2"],
  [/^(\w+[bt])red$/, "$1ered"],
  // catalogue, dialogues
  [/^(\w+[aeio])log(?:ue|ues)$/, "$1log"],
  // modelling, labelled, traveller; not calling, nor installed
  [/^(\w*[aeiou]\w*[^aeiou\W][eiu]?[aeiou])ll(ed|ing|er|ers|or|ors)$/, "$1l$2"],
  // fuelled, dialling
  [/^(\w*[^aeiouq\W](?:ue|ia))ll(ed|ing|er|ers|or|ors)$/, "$1l$2"],
  // towards, afterwards
  [/^(\w{2,}ward)s$/, "$1"],
  // whilst, amongst
  [/^(whil|among)st$/, "$1"],
];

/** A lower-case word of a–z in the spelling that is compared. */
export function inOneSpelling(word: string): string {
  const known = irregular.get(word) ?? (word.endsWith("s") ? irregular.get(word.slice(0, -1)) : undefined);
  if (known !== undefined) return known;
  if (word.length < 5) return word;
  for (const [pattern, to] of rules) {
    if (to.startsWith("$1or") && keepsOur.test(word)) continue;
    const made = word.replace(pattern, to);
    if (made !== word) return made === "whil" ? "while" : made;
  }
  return word;
}
