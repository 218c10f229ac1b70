export { feedRoute } from "./feed-route.server";
