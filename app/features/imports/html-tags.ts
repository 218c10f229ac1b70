/** Html that posts there may hold. None is read here, so that what markdown can say is said in it, and the rest of a tag goes. */
const pairs: [RegExp, string][] = [
  [/<(?:b|strong)(?:\s[^<>]*)?>([^\n]*?)<\/(?:b|strong)>/gi, "**$1**"],
  [/<(?:i|em)(?:\s[^<>]*)?>([^\n]*?)<\/(?:i|em)>/gi, "*$1*"],
  [/<(?:s|del|strike)(?:\s[^<>]*)?>([^\n]*?)<\/(?:s|del|strike)>/gi, "~~$1~~"],
  [/<(?:code|kbd|samp|tt)(?:\s[^<>]*)?>([^`\n]*?)<\/(?:code|kbd|samp|tt)>/gi, "`$1`"],
  [/<summary(?:\s[^<>]*)?>([\s\S]*?)<\/summary>\n*/gi, "\n\n**$1**\n\n"],
  [/<h1(?:\s[^<>]*)?>([^\n]*?)<\/h1>/gi, "\n# $1\n"],
  [/<h2(?:\s[^<>]*)?>([^\n]*?)<\/h2>/gi, "\n## $1\n"],
  [/<h3(?:\s[^<>]*)?>([^\n]*?)<\/h3>/gi, "\n### $1\n"],
  [/<h[456](?:\s[^<>]*)?>([^\n]*?)<\/h[456]>/gi, "\n#### $1\n"],
  [/<!--[\s\S]*?-->/g, ""],
  [/<br\s*\/?>\n?/gi, "  \n"],
  [/<hr\s*\/?>/gi, "\n\n---\n\n"],
  [/<\/?(?:p|details|div|center|section)(?:\s[^<>]*)?>/gi, "\n\n"],
  // Not what begins with a bracket, which is a reference: with the sign it would be a note.
  [/<sup>(?!\s*\[)([^<\n]*)<\/sup>/gi, "^$1"],
  [/<sub>([^<\n]*)<\/sub>/gi, "_$1"],
  [/<\/?(?:span|small|big|sub|sup|ins|mark|u|font|abbr|a name=[^<>]*)(?:\s[^<>]*)?>/gi, ""],
];

const attribute = (tag: string, name: string): string =>
  new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, "i")
    .exec(tag)
    ?.slice(1)
    .find((value) => value !== undefined) ?? "";

/** The page of a film for its player; the address of anything else that is shown in a frame. "" for none of another host. */
export function addressOfFrame(address: string): string {
  const id = /youtube(?:-nocookie)?\.com\/embed\/([\w-]+)/.exec(address)?.[1];
  if (id) return `https://www.youtube.com/watch?v=${id}`;
  return /^(?:https?:)?\/\//.test(address) ? address.replace(/^\/\//, "https://") : "";
}

export function withHtml(text: string): string {
  if (!text.includes("<")) return text;
  const links = text
    .replaceAll(/<img\s[^<>]*>/gi, (tag) => {
      const address = attribute(tag, "src");
      return address === "" ? "" : `![${attribute(tag, "alt").replaceAll(/[[\]]/g, "")}](${address})`;
    })
    .replaceAll(/<a(\s[^<>]*)>([^\n]*?)<\/a>/gi, (whole, given: string, words: string) => {
      const address = attribute(given, "href");
      return address === "" ? (/\sname=/.test(given) ? words : whole) : `[${words}](${address})`;
    });
  const films = links.replaceAll(/<(iframe|video)(\s[^<>]*)?>[\s\S]*?<\/\1>/gi, (whole) => {
    const address = addressOfFrame(attribute(whole, "src"));
    return address === "" ? whole : `\n\n${address}\n\n`;
  });
  const changed = pairs.reduce((rest, [pattern, by]) => rest.replaceAll(pattern, by), films);
  return changed === text ? text : changed.replaceAll(/\n{3,}/g, "\n\n");
}
