export { ModActionForm, type ModActionKind, modActionWords } from "./mod-action";
