export type { Letter } from "./letter";
