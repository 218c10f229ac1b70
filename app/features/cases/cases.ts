export { type CaseKind, caseKinds, caseWords, readCaseKind } from "./case";
export { type Decision, decisionsOf, decisionWords, isMeasure, measureKinds, readDecision } from "./decision";
