export { findRules, findSignUpMode, keepRulesHtml, saveSetting } from "./site-settings.server";
