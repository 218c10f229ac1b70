export { actOnThread } from "./act-on-thread.server";
