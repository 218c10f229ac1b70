export { findHeldText, type HeldFields, signInKeepingText, sweepHeldTexts } from "./hold-text.server";
