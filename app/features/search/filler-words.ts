/** Words that belong to a question's grammar and not to what it is about. */
const filler = new Set(
  "about above after again all also although always am any anyone around because before being below between both cannot each either else enough ever every few further get gets getting happen happened happening happens having here just less let like many maybe might more most much must need needs never nor now off often once only other others ought out over own perhaps quite rather really same several shall since some still such themselves though through too under unless until up upon us very via want wants whether whose within without yet".split(
    " ",
  ),
);

/** Whether a word, folded, is one of them. Unlike stop words they are in the index, and count where a search has little else. */
export const isFiller = (word: string) => filler.has(word);
