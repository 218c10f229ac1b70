export { cardSize, threadCard, siteCard } from "./card";
