export { InterestForm } from "./interest-form";
export { FlagForm, flagRefusals, type FlagReason, flagReasons, flagsPerDay, flagWords, questionOf } from "./flag";
