export { siteCard, threadCard } from "./card";
export { oEmbedLinks } from "./oembed-links";
