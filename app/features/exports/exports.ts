export { addressedTables, formatVersion, Manifest, manifestPath } from "./manifest";
export { type Kind, type TablePlan } from "./table-plan";
export { exportedTables, tablesOf } from "./tables";
