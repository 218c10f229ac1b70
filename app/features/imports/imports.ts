export { AssignForm } from "./assign-form";
export { Unreadable } from "./forum-there";
export { isReported, type Note, noteWords } from "./note";
export { countsInWords } from "./run-counts";
export { readOwnerTable, readTagTable, TableFault } from "./tables";
