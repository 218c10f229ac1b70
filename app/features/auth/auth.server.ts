export { admitSignIn } from "./admit-sign-in.server";
export {
  type Asker,
  getViewer,
  requireAdmin,
  requireFreshProof,
  requireMember,
  requireModerator,
  requireOwner,
} from "./guards.server";
export { browserWords } from "./browser-words";
export { findHeldText, signInKeepingText, sweepHeldTexts } from "./held-texts.server";
export { findKnownBrowser, rememberBrowser, sweepKnownBrowsers } from "./known-browsers.server";
export {
  consumeMailedToken,
  consumeToken,
  dropMailedTokens,
  dropTokensSince,
  findMailedToken,
  isChangeUndone,
  issueMailedToken,
  issueToken,
  isTokenGood,
  listAwaitedAddresses,
  sweepTokens,
} from "./one-time-tokens.server";
export { comparePassword, hashPassword } from "./passwords.server";
export {
  countAttempt,
  countComparison,
  countDrawing,
  countPreview,
  forgetAttempts,
  waitInWords,
  limits,
  sweepRateLimits,
} from "./rate-limits.server";
export {
  beginSession,
  endSession,
  endSessionNamed,
  endSessionsOf,
  isProofFresh,
  listSessions,
  type OpenSession,
  readSession,
  type Session,
  startSession,
  sweepSessions,
} from "./sessions.server";
export { unseenSql, visibleTo, visibleToSql } from "./visible-to.server";
export { shortNetwork } from "./short-network";
