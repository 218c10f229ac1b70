export { AssignForm } from "./assign-form";
export { countsInWords } from "./run-counts";
export { readOwnerTable, readTagTable } from "./tables";
