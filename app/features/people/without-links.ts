/** Html of ours with the words of its links and without the links: what strangers write to be found by search engines. */
export const withoutLinks = (html: string) => html.replaceAll(/<\/?a(?:\s[^>]*)?>/g, "");
