export { FlagForm, flagRefusals, type FlagReason, flagReasons, flagsPerDay, flagWords, questionOf } from "./flag";
