export { type Draft, type Fields, fieldsOf, placeOf, readPlace, type Saved } from "./draft";
