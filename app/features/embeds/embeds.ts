export { siteCard, threadCard } from "./card";
