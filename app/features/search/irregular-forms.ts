/** Forms of a word that its stem doesn't have: who searches for "running" means "ran" too. */
import { stem } from "~/features/markdown/markdown";

/** Verbs and nouns by their forms; those whose forms mean something else ("left", "saw", "ground", "gone") are left out. */
const table = `
arise arose arisen|bear bore borne|become became|begin began begun|bind bound|break broke broken|bring brought|build built
burn burnt|buy bought|catch caught|choose chose chosen|come came|deal dealt|draw drew drawn|drive drove driven|eat ate eaten
fall fell fallen|feed fed|feel felt|fight fought|find found|fly flew flown|forbid forbade forbidden|forget forgot forgotten
forgive forgave forgiven|freeze froze frozen|give gave given|grow grew grown|hear heard|hide hid hidden|hold held
keep kept|know knew known|lead led|learn learnt|lend lent|lose lost|make made|mean meant|meet met|overcome overcame
overtake overtook overtaken|pay paid|prove proven|repay repaid|rewrite rewrote rewritten|ride rode ridden|ring rang rung|rise rose risen
run ran|say said|seek sought|sell sold|send sent|shake shook shaken|shrink shrank shrunk|sink sank sunk|sleep slept|speak spoke spoken
spend spent|stand stood|steal stole stolen|stick stuck|strike struck stricken|swear swore sworn|swing swung|take took taken
teach taught|tell told|think thought|throw threw thrown|understand understood|undergo underwent undergone|undo undid undone
undertake undertook undertaken|wake woke woken|wear wore worn|win won|withdraw withdrew withdrawn|withhold withheld|write wrote written
child children|foot feet|index indices|man men|matrix matrices|mouse mice|person people|tooth teeth|vertex vertices|woman women
`;

const forms = new Map<string, string[]>();
for (const entry of table.trim().split(/[|\n]/)) {
  const words = entry.trim().split(" ");
  for (const word of words) {
    const others = words.filter((other) => other !== word);
    forms.set(stem(word), [...(forms.get(stem(word)) ?? []), ...others]);
  }
}

/** The other forms of a word, folded, in any of its forms; usually none. */
export const irregularForms = (word: string): string[] => forms.get(stem(word)) ?? [];
