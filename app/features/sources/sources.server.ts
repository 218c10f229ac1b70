export { describeAll, findByCitekeys, findOrAddSources, findRoots, findSources, type Found, type Wanted } from "./add-sources.server";
export { importEips } from "./eips.server";
export { bylineOf } from "./describe-source";
export { identify } from "./identify";
export { readReference } from "./read-reference.server";
export { cardSelect, findSourceCards, toCard } from "./source-cards.server";
