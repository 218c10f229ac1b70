export { learnWords } from "./vocabulary.server";
