export { admitSignIn } from "./admit-sign-in.server";
export {
  type Asker,
  findLinkedToken,
  getViewer,
  requireAdmin,
  requireFreshProof,
  requireMember,
  requireModerator,
  requireOwner,
  requireWriter,
} from "./guards.server";
export { memberColumns, memberOf } from "./member-row";
export { findBan, readStanding, type Standing, standingOf, type StandingRow, standingRow } from "./standing.server";
export { refusedText } from "./refused-text.server";
export { findHeldText, signInKeepingText, sweepHeldTexts, takeHeldForm } from "./held-texts.server";
export { findKnownBrowser, rememberBrowser, sweepKnownBrowsers } from "./known-browsers.server";
export { mailedTokens } from "./mailed-tokens.server";
export { consumeToken, isTokenGood, issueToken } from "./one-time-tokens.server";
export { comparePassword, hashPassword } from "./passwords.server";
export {
  countAndTell,
  countAttempt,
  countComparison,
  countDrawing,
  countPreview,
  forgetAttempts,
  waitInWords,
  limits,
  sweepRateLimits,
} from "./rate-limits.server";
export { beginSession, endSession, endSessionNamed, endSessionsOf, isProofFresh } from "./sessions.server";
export { hasSession } from "./sessions.server";
export { listSessions, type OpenSession, readSession, type Session, sweepSessions } from "./sessions.server";
export { unseenSql, visibleTo, visibleToSql } from "./visible-to.server";
export { browserWords, shortNetwork } from "./visit";
