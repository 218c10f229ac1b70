export { admitSignIn } from "./admit-sign-in.server";
export { type Asker, getViewer, requireAdmin, requireMember, requireModerator } from "./guards.server";
export { findKnownBrowser, rememberBrowser, sweepKnownBrowsers } from "./known-browsers.server";
export { consumeToken, isTokenGood, issueToken } from "./one-time-tokens.server";
export { hashPassword, verifyPassword } from "./passwords.server";
export {
  countAttempt,
  countComparison,
  countDrawing,
  countPreview,
  waitInWords,
  limits,
  sweepRateLimits,
} from "./rate-limits.server";
export { endSession, endSessionsOf, readSession, type Session, startSession, sweepSessions } from "./sessions.server";
export { unseenSql, visibleTo, visibleToSql } from "./visible-to.server";
