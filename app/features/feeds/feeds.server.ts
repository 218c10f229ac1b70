export { feedRoute, privateFeed } from "./feed-route.server";
