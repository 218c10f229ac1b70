export { readReference } from "./references/read-reference";
export { readReferences } from "./references/read-references";
