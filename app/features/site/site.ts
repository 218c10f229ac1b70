export { mostRules, SettingsForm, type SignUpMode, signUpModes, signUpWords } from "./site-settings";
export { type SiteLimitName, type SiteLimits, siteLimits } from "./site-limits";
