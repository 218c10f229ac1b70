/** What an author needs once there is something to choose, to bind or to read: `useLateParts` loads it. */
export { decodeText } from "../decode-text";
export { splitReferences } from "../split-references";
export { FigureList } from "./figure-list";
export { FigureMirror } from "./figure-mirror";
export { MetricPicker } from "./metric-picker";
export { ReferenceChoiceList } from "./reference-choice";
