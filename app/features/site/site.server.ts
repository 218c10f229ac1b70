export { findRules, findSignUpMode, findSiteLimits, keepRulesHtml, saveSetting } from "./site-settings.server";
