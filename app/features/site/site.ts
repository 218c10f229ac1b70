export { mostRules, SettingsForm, type SignUpMode, signUpModes, signUpWords } from "./site-settings";
