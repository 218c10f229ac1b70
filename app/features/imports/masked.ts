/** A text with its code and its formulas set aside, so that nothing in them is taken for markup. */

const open = "\uE000";
const close = "\uE001";
const marks = /[\uE000\uE001]/g;

/** Fences, spans of code and formulas, whichever begins first. An unclosed fence reaches to the end. */
const setAside =
  /^(?<indent>[ \t>]*)(?<fence>`{3,}|~{3,})[^\n]*(?:\n[\s\S]*?(?:^[ \t>]*\k<fence>[`~]*[ \t]*$|(?![\s\S]))|$)|\[[cC][oO][dD][eE](?:=[^\]\n]*)?\][\s\S]*?\[\/[cC][oO][dD][eE]\]|<code>[\s\S]*?<\/code>|<pre[\s>][\s\S]*?<\/pre>|(?<![\\`])(?<ticks>`+)(?!`)(?:(?!\n\s*\n)[\s\S])*?(?<!`)\k<ticks>(?!`)|\$\$[\s\S]+?\$\$|\\\([\s\S]+?\\\)|\\\[[\s\S]+?\\\]/gm;

/** Runs `change` over the text beside code and formulas; `ofCode` may rewrite a piece that was set aside. */
export function besideCode(
  text: string,
  change: (masked: string) => string,
  ofCode = (piece: string) => piece,
): string {
  const pieces: string[] = [];
  const put = (piece: string) => `${open}${pieces.push(piece) - 1}${close}`;
  const masked = text.replaceAll(marks, "").replaceAll(setAside, put);
  return unmask(change(masked), pieces.map(ofCode));
}

const held = /\uE000(\d+)\uE001/g;

/** Formulas hold formulas by nobody's wish, so that one round is enough. */
const unmask = (text: string, pieces: string[]) =>
  text.replaceAll(held, (_, index: string) => pieces[Number(index)] ?? "");
