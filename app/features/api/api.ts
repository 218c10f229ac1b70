export { KeyForm, keyDays, mostKeys } from "./key-form";
export { type Scope, scopes, scopeWords } from "./scope";
