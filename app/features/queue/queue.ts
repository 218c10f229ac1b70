export { DecisionForm } from "./decision-form";
