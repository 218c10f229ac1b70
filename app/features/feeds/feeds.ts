export { type Feed, type FeedEntry, feedLinks } from "./feed";
