/** Who gets what at each URL: route × role × method. A route that is missing here fails. */
import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { exportFormats } from "~/features/sources/sources";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { useWebServer } from "../support/web-server";

const roles = ["visitor", "member", "silenced", "suspended", "author", "moderator", "admin"] as const;
type Role = (typeof roles)[number];
/** One status for everybody, or one for each who differs from `else`. */
type Expected = number | (Partial<Record<Role, number>> & { else: number });
type Row = { path: string; get: Expected; post: Expected; form?: Record<string, string> };

const server = useWebServer();
const people = {} as Record<Exclude<Role, "visitor">, Member>;
let thread: ThreadMade;

beforeAll(async () => {
  people.member = await aMember();
  people.silenced = await aMember({ isSilenced: true });
  people.suspended = await aMember({ isSuspended: true });
  people.author = await aMember({ handle: "the-author" });
  people.moderator = await aMember({ role: "moderator" });
  people.admin = await aMember({ role: "admin" });
  thread = await aThread({ author: people.author, title: "Who may do what here?" });
  await aReply({
    thread,
    author: people.author,
    body: "Cited[^EIP-7732], at [142 TPS](metric:base/tps).\n\nSources: a name without a link",
  });
});

const reply = { body: "A reply from the matrix." };
const newThread = { title: "A thread from the matrix", body: "Text.", tags: "fees" };

const feeds = ["rss", "atom", "json"];

/** One row for each format that a thing is told in; everybody gets the same. */
function suffixed(id: string, path: string, formats: string[]): Record<string, Row> {
  return Object.fromEntries(
    formats.map((format) => [`routes/files/${id}.${format}`, { path: `${path}.${format}`, get: 200, post: 405 }]),
  );
}

/** By route id. A POST to a page that takes none is 405. */
const table: Record<string, Row> = {
  "routes/pages/_index": { path: "/", get: 200, post: 405 },
  "routes/pages/admin.imports": {
    path: "/admin/imports",
    get: { visitor: 303, suspended: 403, admin: 200, else: 403 },
    post: { visitor: 303, suspended: 403, admin: 422, else: 403 },
    form: { placeholder: "none", handle: "", reason: "" },
  },
  "routes/pages/settings.imported": {
    path: "/settings/imported",
    get: { visitor: 303, suspended: 403, else: 200 },
    post: { visitor: 303, suspended: 403, else: 409 },
  },
  "routes/pages/new_.markdown": {
    path: "/new/markdown",
    get: { visitor: 303, suspended: 403, else: 200 },
    post: { visitor: 303, suspended: 403, else: 415 },
  },
  "routes/pages/new": {
    path: "/new",
    get: { visitor: 303, suspended: 403, else: 200 },
    post: { silenced: 403, suspended: 403, else: 303 },
    form: newThread,
  },
  "routes/pages/t.$threadId.($slug).($number)": {
    path: "/t/1/who-may-do-what-here",
    get: 200,
    post: { silenced: 403, suspended: 403, else: 303 },
    form: reply,
  },
  "routes/answers/p.$postId": { path: "/p/1", get: 302, post: 405 },
  "routes/answers/p.$postId_.vote": {
    path: "/p/1/vote",
    get: 302,
    post: { silenced: 403, suspended: 403, author: 403, else: 303 },
    form: { axis: "worth", value: "1" },
  },
  "routes/answers/p.$postId_.react": {
    path: "/p/1/react",
    get: 302,
    post: { silenced: 403, suspended: 403, author: 403, else: 303 },
    form: { kind: "crux", value: "1" },
  },
  "routes/pages/p.$postId_.edit": {
    path: "/p/1/edit",
    get: { visitor: 303, author: 200, else: 403 },
    post: { visitor: 303, author: 303, else: 403 },
    form: { title: "Who may do what here?", body: "Edited by the matrix.", tags: "fees", revision: "1" },
  },
  "routes/pages/p.$postId_.flag": {
    path: "/p/1/flag",
    get: { visitor: 303, silenced: 403, suspended: 403, author: 403, else: 200 },
    post: { visitor: 303, silenced: 403, suspended: 403, author: 403, else: 303 },
    form: { reason: "off_topic" },
  },
  "routes/pages/p.$postId_.interest": {
    path: "/p/1/interest",
    get: { visitor: 303, suspended: 403, else: 404 },
    post: { visitor: 303, suspended: 403, else: 404 },
    form: { question: "4711", answer: "denied" },
  },
  "routes/pages/mod.queue": {
    path: "/mod/queue",
    get: { visitor: 303, moderator: 200, admin: 200, else: 403 },
    post: { visitor: 303, moderator: 404, admin: 404, else: 403 },
    form: { case: "4711", decision: "keep" },
  },
  "routes/pages/settings.standing": {
    path: "/settings/standing",
    get: { visitor: 303, else: 200 },
    post: { visitor: 303, else: 404 },
    form: { sanction: "4711", words: "Nothing was ever decided against me." },
  },
  "routes/pages/p.$postId_.r.$number": { path: "/p/1/r/1", get: 200, post: 405 },
  "routes/files/p.$postId_.r.$number[.]txt": { path: "/p/1/r/1.txt", get: 200, post: 405 },
  "routes/files/t.$threadId.$slug_.annotations[.]jsonld": {
    path: "/t/1/who-may-do-what-here/annotations.jsonld",
    get: 200,
    post: 405,
  },
  "routes/pages/p.$postId_.cite": { path: "/p/1/cite", get: 200, post: 405 },
  "routes/pages/sources._index": { path: "/sources", get: 200, post: 405 },
  "routes/pages/sources.$citekey": { path: "/sources/eip-7732", get: 200, post: 405 },
  "routes/pages/sources.$citekey_.edit": {
    path: "/sources/eip-7732/edit",
    get: { visitor: 303, silenced: 403, suspended: 403, else: 200 },
    post: { visitor: 303, silenced: 403, suspended: 403, else: 422 },
    form: { kind: "nonsense" },
  },
  "routes/pages/sources.find.$mentionId": {
    path: "/sources/find/1",
    get: 200,
    post: { visitor: 303, silenced: 403, suspended: 403, else: 422 },
    form: { intent: "propose", address: "nonsense" },
  },
  "routes/answers/sources.suggest": {
    path: "/sources/suggest?q=eip",
    get: { visitor: 303, suspended: 403, else: 200 },
    post: 405,
  },
  "routes/answers/sources.import[.]json": {
    path: "/sources/import.json",
    get: 405,
    post: { visitor: 303, suspended: 403, else: 422 },
  },
  "routes/pages/sources.import": {
    path: "/sources/import",
    get: { visitor: 303, suspended: 403, else: 200 },
    post: { visitor: 303, suspended: 403, else: 415 },
  },
  "routes/answers/citations.$citationId.review": {
    path: "/citations/1/review",
    get: 302,
    post: { silenced: 403, suspended: 403, author: 403, else: 303 },
    form: { verdict: "says_it" },
  },
  "routes/pages/t.$threadId.$slug.sources": { path: "/t/1/who-may-do-what-here/sources", get: 200, post: 405 },
  "routes/pages/t.$threadId.$slug.cite": { path: "/t/1/who-may-do-what-here/cite", get: 200, post: 405 },
  "routes/answers/cards": { path: "/cards?of=/u/the-author", get: 200, post: 405 },
  "routes/answers/t.$threadId_.dates": { path: "/t/1/dates", get: 200, post: 405 },
  "routes/files/archives/thread.zip": { path: "/t/1/who-may-do-what-here.zip", get: 200, post: 405 },
  "routes/files/documents/thread.md": { path: "/t/1/who-may-do-what-here.md", get: 200, post: 405 },
  "routes/pages/t.$threadId.$slug.claims": { path: "/t/1/who-may-do-what-here/claims", get: 200, post: 405 },
  "routes/files/t.$threadId.$slug_.claims[.]csv": {
    path: "/t/1/who-may-do-what-here/claims.csv",
    get: 200,
    post: 405,
  },
  "routes/pages/claims._index": { path: "/claims", get: 200, post: 405 },
  "routes/pages/claims.$claimId": {
    path: "/claims/1",
    get: 200,
    post: { visitor: 303, silenced: 403, suspended: 403, author: 403, else: 303 },
    form: { kind: "disputes", reason: "Evidence from the matrix, long enough.", source: "https://example.org" },
  },
  "routes/files/api.v1.$": { path: "/api/v1/claims", get: 200, post: 405 },
  "routes/pages/api": { path: "/api", get: 200, post: 405 },
  "routes/pages/settings.api-keys": {
    path: "/settings/api-keys",
    get: { visitor: 303, else: 200 },
    post: { visitor: 303, silenced: 403, suspended: 403, else: 200 },
    form: { name: "The matrix" },
  },
  "routes/pages/settings.webhooks._index": {
    path: "/settings/webhooks",
    get: { visitor: 303, else: 200 },
    post: { visitor: 303, silenced: 403, suspended: 403, else: 422 },
    form: { address: "https://127.0.0.1/", key: "1", events: "post.created" },
  },
  "routes/pages/settings.webhooks.$id": {
    path: "/settings/webhooks/1",
    get: { visitor: 303, else: 404 },
    post: { visitor: 303, else: 404 },
    form: { intent: "test" },
  },
  "routes/pages/u.$handle_.sources": { path: "/u/the-author/sources", get: 200, post: 405 },
  "routes/pages/mod.sources.$citekey": {
    path: "/mod/sources/eip-7732",
    get: { visitor: 303, moderator: 200, admin: 200, else: 403 },
    post: { visitor: 303, moderator: 422, admin: 422, else: 403 },
    form: { intent: "rename", citekey: "Not a citekey" },
  },
  "routes/pages/admin.jobs": {
    path: "/admin/jobs",
    get: { visitor: 303, admin: 200, else: 403 },
    post: { visitor: 303, admin: 404, else: 403 },
  },
  "routes/pages/admin.export": {
    path: "/admin/export",
    get: { visitor: 303, admin: 200, else: 403 },
    post: { visitor: 303, admin: 422, else: 403 },
  },
  "routes/files/admin.export[.]zip": {
    path: "/admin/export.zip",
    get: { visitor: 303, admin: 404, else: 403 },
    post: 405,
  },
  "routes/pages/admin.search": {
    path: "/admin/search",
    get: { visitor: 303, admin: 200, else: 403 },
    post: { visitor: 303, admin: 409, else: 403 },
  },
  ...Object.fromEntries(
    exportFormats.flatMap((format) => [
      [`routes/files/exports/source.${format}`, { path: `/sources/eip-7732.${format}`, get: 200, post: 405 }],
      [
        `routes/files/exports/thread.${format}`,
        { path: `/t/1/who-may-do-what-here/sources.${format}`, get: 200, post: 405 },
      ],
      [
        `routes/files/exports/thread-cite.${format}`,
        { path: `/t/1/who-may-do-what-here/cite.${format}`, get: 200, post: 405 },
      ],
      [`routes/files/exports/post.${format}`, { path: `/p/1/sources.${format}`, get: 200, post: 405 }],
      [`routes/files/exports/cite.${format}`, { path: `/p/1/cite.${format}`, get: 200, post: 405 }],
    ]),
  ),
  "routes/pages/p.$postId_.history": {
    path: "/p/1/history",
    get: 200,
    post: { visitor: 303, moderator: 404, admin: 404, else: 403 },
    form: { restore: "77", version: "1", reason: "the matrix asks" },
  },
  "routes/answers/p.$postId_.source": { path: "/p/1/source", get: 200, post: 405 },
  "routes/pages/drafts": {
    path: "/drafts",
    get: { visitor: 303, suspended: 403, else: 200 },
    post: { suspended: 403, else: 303 },
    form: { place: "new" },
  },
  "routes/answers/inbox_.count": { path: "/inbox/count", get: { visitor: 401, else: 200 }, post: 405 },
  "routes/answers/t.$threadId_.follow": {
    path: "/t/1/follow",
    get: 302,
    post: { visitor: 303, suspended: 403, else: 303 },
    form: { level: "follow" },
  },
  "routes/answers/u.$handle_.follow": {
    path: "/u/the-author/follow",
    get: 302,
    post: { visitor: 303, suspended: 403, author: 422, else: 303 },
    form: { stance: "follow" },
  },
  "routes/pages/settings.notifications": {
    path: "/settings/notifications",
    get: { visitor: 303, suspended: 403, else: 200 },
    post: { visitor: 303, suspended: 403, else: 303 },
    form: {
      answers: "inbox",
      threads: "inbox",
      subjects: "inbox",
      authors: "nothing",
      searches: "digest",
      numbers: "mail",
      notices: "on",
      digest: "off",
    },
  },
  "routes/answers/settings.notifications_.browsers": {
    path: "/settings/notifications/browsers",
    get: 302,
    post: { suspended: 403, else: 303 },
    form: { intent: "choose", push: "answers" },
  },
  "routes/pages/settings.inbox-feed": {
    path: "/settings/inbox-feed",
    get: { visitor: 303, else: 200 },
    post: 303,
    form: { intent: "end" },
  },
  ...Object.fromEntries(
    feeds.map((format) => [
      `routes/files/feeds/inbox.${format}`,
      { path: `/inbox/feed/of-nobody.${format}`, get: 404, post: 405 },
    ]),
  ),
  "routes/answers/p.$postId_.bookmark": {
    path: "/p/1/bookmark",
    get: 302,
    post: { suspended: 403, else: 303 },
    form: { intent: "keep" },
  },
  "routes/pages/bookmarks": { path: "/bookmarks", get: { visitor: 303, suspended: 403, else: 200 }, post: 405 },
  "routes/pages/t.$threadId.$slug.changes": { path: "/t/1/who-may-do-what-here/changes", get: 200, post: 405 },
  "routes/answers/reading.view": {
    path: "/reading/view",
    get: 405,
    post: { suspended: 403, else: 303 },
    form: { view: "flat", thread: "1" },
  },
  "routes/answers/reading.position": {
    path: "/reading/position?thread=1&number=1",
    get: { visitor: 401, else: 403 },
    post: { visitor: 401, else: 204 },
    form: { thread: "1", number: "1" },
  },
  "routes/answers/drafts.save": {
    path: "/drafts/save",
    get: 405,
    post: { visitor: 401, suspended: 403, else: 200 },
    form: { draftPlace: "thread:1", draftVersion: "0", body: "" },
  },
  "routes/answers/compose.complete": {
    path: "/compose/complete?kind=tag&q=ba",
    get: { visitor: 303, suspended: 403, else: 200 },
    post: 405,
  },
  "routes/answers/compose.metrics": {
    path: "/compose/metrics?q=base",
    get: { visitor: 303, suspended: 403, else: 200 },
    post: 405,
  },
  "routes/answers/compose.subjects": {
    path: "/compose/subjects",
    get: { visitor: 303, suspended: 403, else: 200 },
    post: 405,
  },
  "routes/answers/compose.similar": {
    path: "/compose/similar?title=Who+may",
    get: { visitor: 303, suspended: 403, else: 200 },
    post: 405,
  },
  "routes/pages/settings._index": { path: "/settings", get: 303, post: 405 },
  // Whoever has just signed in has proved it, and goes on.
  "routes/pages/settings.prove": { path: "/settings/prove", get: 303, post: 303 },
  "routes/answers/sign-in.challenge": { path: "/sign-in/challenge", get: 405, post: 200, form: { for: "passkey" } },
  "routes/answers/sign-in.passkey": { path: "/sign-in/passkey", get: 303, post: 303, form: { answer: "nonsense" } },
  "routes/answers/sign-in.wallet": { path: "/sign-in/wallet", get: 303, post: 303, form: { message: "nonsense" } },
  "routes/answers/sign-in.with.$provider": { path: "/sign-in/with/orcid", get: 303, post: 404 },
  "routes/answers/sign-in.with.$provider.back": { path: "/sign-in/with/orcid/back", get: 404, post: 405 },
  "routes/pages/sign-in_.recovery": {
    path: "/sign-in/recovery",
    get: { visitor: 200, else: 303 },
    post: { visitor: 422, else: 303 },
    form: { handle: "nobody", code: "" },
  },
  "routes/pages/sign-up_.finish": { path: "/sign-up/finish", get: 404, post: 303, form: { handle: "matrix" } },
  "routes/pages/settings.keys.new-wallet": {
    path: "/settings/keys/new-wallet",
    get: { visitor: 303, else: 200 },
    post: { visitor: 303, else: 422 },
    form: { message: "nonsense" },
  },
  "routes/pages/sign-in_.second": { path: "/sign-in/second", get: 303, post: 303, form: { code: "000000" } },
  "routes/pages/settings.keys.new-passkey": {
    path: "/settings/keys/new-passkey",
    get: { visitor: 303, else: 200 },
    post: { visitor: 303, else: 422 },
    form: { name: "A phone" },
  },
  "routes/pages/settings.keys.$kind.$id": {
    path: "/settings/keys/passkey/nobodys",
    get: { visitor: 303, else: 404 },
    post: { visitor: 303, else: 409 },
    form: { intent: "remove" },
  },
  "routes/pages/settings.second-factor": {
    path: "/settings/second-factor",
    get: { visitor: 303, else: 200 },
    post: { visitor: 303, else: 422 },
    form: { intent: "nonsense" },
  },
  "routes/pages/settings.sign-in": { path: "/settings/sign-in", get: { visitor: 303, else: 200 }, post: 405 },
  "routes/pages/settings.email": {
    path: "/settings/email",
    get: { visitor: 303, else: 200 },
    post: { visitor: 303, else: 422 },
    form: { email: "no address" },
  },
  "routes/pages/settings.password": {
    path: "/settings/password",
    get: { visitor: 303, else: 200 },
    post: { visitor: 303, else: 422 },
    form: { password: "short" },
  },
  "routes/pages/settings.sessions": {
    path: "/settings/sessions",
    get: { visitor: 303, else: 200 },
    post: 303,
    form: { session: "none" },
  },
  // Without SMTP_URL there is no mail here, and the form says so.
  "routes/pages/forgotten-password": {
    path: "/forgotten-password",
    get: 200,
    post: 409,
    form: { handle: "the-author" },
  },
  "routes/answers/mail.inbound": { path: "/mail/inbound", get: 404, post: 404 },
  "routes/pages/inbox_.by-mail": { path: "/inbox/by-mail", get: { visitor: 303, else: 200 }, post: 405 },
  "routes/pages/unsubscribe.$token": { path: "/unsubscribe/unknown", get: 404, post: 404 },
  "routes/pages/reset-password.$token": { path: "/reset-password/unknown", get: 404, post: 404 },
  "routes/pages/verify-email.$token": { path: "/verify-email/unknown", get: 404, post: 404 },
  "routes/pages/undo-email.$token": { path: "/undo-email/unknown", get: 404, post: 404 },
  "routes/pages/admin.mail._index": {
    path: "/admin/mail",
    get: { visitor: 303, admin: 200, else: 403 },
    post: 405,
  },
  "routes/pages/admin.mail.$id": {
    path: "/admin/mail/20261129T040000000Z-00000000",
    get: { visitor: 303, admin: 404, else: 403 },
    post: 405,
  },
  "routes/files/admin.mail.$id.html": {
    path: "/admin/mail/20261129T040000000Z-00000000/html",
    get: { visitor: 303, admin: 404, else: 403 },
    post: 405,
  },
  "routes/pages/settings.appearance": {
    path: "/settings/appearance",
    get: 200,
    post: 303,
    form: { theme: "dark" },
  },
  "routes/pages/settings.disclosures": {
    path: "/settings/disclosures",
    get: { visitor: 303, suspended: 403, else: 200 },
    post: { suspended: 403, else: 303 },
    form: { tag: "fees", text: "runs a sequencer" },
  },
  "routes/pages/settings.profile": {
    path: "/settings/profile",
    get: { visitor: 303, silenced: 403, suspended: 403, else: 200 },
    post: { silenced: 403, suspended: 403, else: 303 },
    form: { name: "A name from the matrix", bio: "A bio.", link: "" },
  },
  "routes/pages/settings.avatar": {
    path: "/settings/avatar",
    get: { visitor: 303, silenced: 403, suspended: 403, else: 200 },
    post: { silenced: 403, suspended: 403, else: 303 },
    form: { intent: "remove" },
  },
  "routes/pages/settings.handle": {
    path: "/settings/handle",
    get: { visitor: 303, silenced: 403, suspended: 403, else: 200 },
    post: { visitor: 303, silenced: 403, suspended: 403, else: 422 },
    form: { handle: "admin" },
  },
  "routes/pages/settings.data": {
    path: "/settings/data",
    get: { visitor: 303, else: 200 },
    post: 303,
    form: { intent: "stay" },
  },
  "routes/files/settings.data[.]zip": { path: "/settings/data.zip", get: { visitor: 303, else: 200 }, post: 405 },
  "routes/pages/settings.leave": {
    path: "/settings/leave",
    get: { visitor: 303, else: 200 },
    post: { visitor: 303, else: 422 },
    form: { posts: "stay", handle: "somebody-else" },
  },
  "routes/pages/settings.invitations": {
    path: "/settings/invitations",
    get: { visitor: 303, suspended: 403, else: 200 },
    post: { visitor: 303, suspended: 403, else: 422 },
    form: { intent: "nonsense" },
  },
  "routes/pages/admin.members._index": {
    path: "/admin/members",
    get: { visitor: 303, admin: 200, else: 403 },
    post: 405,
  },
  "routes/pages/admin.members.$memberId": {
    path: "/admin/members/1",
    get: { visitor: 303, admin: 200, else: 403 },
    post: { visitor: 303, admin: 422, else: 403 },
    form: { intent: "nonsense" },
  },
  "routes/pages/admin.invitations": {
    path: "/admin/invitations",
    get: { visitor: 303, admin: 200, else: 403 },
    post: { visitor: 303, admin: 422, else: 403 },
    form: { intent: "nonsense" },
  },
  "routes/pages/admin.settings": {
    path: "/admin/settings",
    get: { visitor: 303, admin: 200, else: 403 },
    post: { visitor: 303, admin: 422, else: 403 },
    form: { signUp: "nonsense" },
  },
  "routes/pages/admin.first-run": {
    path: "/admin/first-run",
    get: { visitor: 303, admin: 200, else: 403 },
    post: 405,
  },
  "routes/pages/rules": { path: "/rules", get: 200, post: 405 },
  "routes/pages/about.limits": { path: "/about/limits", get: 200, post: 405 },
  "routes/pages/held": {
    path: "/held",
    get: { visitor: 303, else: 200 },
    post: { visitor: 303, else: 409 },
    form: { withdraw: "2147483647" },
  },
  "routes/pages/mod.actions": {
    path: "/mod/actions?kind=unpin_thread&target=1",
    get: { visitor: 303, moderator: 200, admin: 200, else: 403 },
    post: { visitor: 303, moderator: 409, admin: 409, else: 403 },
    form: { kind: "unpin_thread", target: "1", reason: "the matrix asks" },
  },
  "routes/pages/chains._index": { path: "/chains", get: 200, post: 405 },
  "routes/pages/chains.$slug": { path: "/chains/base", get: 200, post: 405 },
  "routes/pages/chains.$slug_.history": { path: "/chains/base/history", get: 200, post: 405 },
  "routes/pages/admin._index": { path: "/admin", get: { visitor: 303, admin: 200, else: 403 }, post: 405 },
  "routes/pages/admin.chains.new": {
    path: "/admin/chains/new",
    get: { visitor: 303, admin: 200, else: 403 },
    post: { visitor: 303, admin: 422, else: 403 },
    form: { name: "Without a source" },
  },
  "routes/pages/admin.chains.$slug.$field": {
    path: "/admin/chains/base/stage",
    get: { visitor: 303, admin: 200, else: 403 },
    post: { visitor: 303, admin: 422, else: 403 },
    form: { value: "Stage 3" },
  },
  "routes/pages/admin.chains.$slug.colours": {
    path: "/admin/chains/base/colours",
    get: { visitor: 303, admin: 200, else: 403 },
    post: { visitor: 303, admin: 422, else: 403 },
    form: { colourLight: "no colour", colourDark: "no colour" },
  },
  "routes/pages/admin.chains.$slug.nodes": {
    path: "/admin/chains/base/nodes",
    get: { visitor: 303, admin: 200, else: 403 },
    post: { visitor: 303, admin: 422, else: 403 },
    form: { nodes: "no address" },
  },
  "routes/files/chain-colours[.]css": { path: "/chain-colours.css", get: 200, post: 405 },
  "routes/pages/modlog": { path: "/modlog", get: 200, post: 405 },
  "routes/files/modlog.chain[.]json": { path: "/modlog/chain.json", get: 200, post: 405 },
  "routes/pages/about.moderators": { path: "/about/moderators", get: 200, post: 405 },
  "routes/pages/tags._index": { path: "/tags", get: 200, post: 405 },
  "routes/pages/tags.$slug": {
    path: "/tags/fees",
    get: 200,
    post: { suspended: 403, else: 303 },
    form: { intent: "follow" },
  },
  "routes/pages/tags.new": {
    path: "/tags/new",
    get: { visitor: 303, silenced: 403, suspended: 403, else: 200 },
    post: { visitor: 303, silenced: 403, suspended: 403, else: 422 },
    form: { name: "Fees", description: "What is there already, asked for again." },
  },
  "routes/pages/tags.$slug_.edit": {
    path: "/tags/fees/edit",
    get: { visitor: 303, silenced: 403, suspended: 403, else: 200 },
    post: { silenced: 403, suspended: 403, visitor: 303, else: 409 },
    form: { description: "A description from the matrix.", revision: "99" },
  },
  "routes/pages/tags.$slug_.history": { path: "/tags/fees/history", get: 200, post: 405 },
  "routes/pages/mod.tags.$slug": {
    path: "/mod/tags/fees",
    get: { visitor: 303, moderator: 200, admin: 200, else: 403 },
    post: { visitor: 303, moderator: 409, admin: 409, else: 403 },
    form: { name: "Fees", slug: "fees", kind: "topic", parent: "", synonyms: "", version: "99", reason: "the matrix" },
  },
  "routes/pages/mod.tags.$slug_.merge": {
    path: "/mod/tags/fees/merge?into=mev",
    get: { visitor: 303, moderator: 200, admin: 200, else: 403 },
    post: { visitor: 303, moderator: 409, admin: 409, else: 403 },
    form: { into: "fees", reason: "the matrix asks" },
  },
  "routes/pages/mod.revisions.$postId.$number": {
    path: "/mod/revisions/1/1",
    get: { visitor: 303, moderator: 200, admin: 200, else: 403 },
    post: { visitor: 303, moderator: 422, admin: 422, else: 403 },
    form: { reason: "" },
  },
  "routes/pages/admin.log.$entryId": {
    path: "/admin/log/999999",
    get: { visitor: 303, admin: 404, else: 403 },
    post: { visitor: 303, admin: 409, else: 403 },
    form: { reason: "the matrix asks" },
  },
  "routes/pages/mod.threads.$threadId._index": {
    path: "/mod/threads/1",
    get: { visitor: 303, moderator: 200, admin: 200, else: 403 },
    post: { visitor: 303, moderator: 422, admin: 422, else: 403 },
    form: { act: "merge_thread", target: "999999", reason: "the matrix asks" },
  },
  "routes/pages/mod.threads.$threadId.tags": {
    path: "/mod/threads/1/tags",
    get: { visitor: 303, moderator: 200, admin: 200, else: 403 },
    post: { visitor: 303, moderator: 409, admin: 409, else: 403 },
    form: { tags: "mev", version: "99", reason: "the matrix asks" },
  },
  "routes/pages/u.$handle": { path: "/u/the-author", get: 200, post: 405 },
  "routes/pages/search": {
    path: "/search?q=matrix",
    get: 200,
    post: { suspended: 403, else: 303 },
    form: { intent: "follow" },
  },
  "routes/answers/search_.suggest": { path: "/search/suggest?q=matrix", get: 200, post: 405 },
  "routes/pages/inbox": {
    path: "/inbox",
    get: { visitor: 303, else: 200 },
    post: { else: 303 },
    form: { notice: "all" },
  },
  "routes/pages/sign-in": {
    path: "/sign-in",
    get: { visitor: 200, else: 303 },
    post: { visitor: 422, else: 303 },
    form: { handle: "nobody", password: "wrong" },
  },
  "routes/pages/sign-up": {
    path: "/sign-up",
    get: { visitor: 200, else: 303 },
    post: { visitor: 422, else: 303 },
    form: { handle: "x", email: "", password: "" },
  },
  "routes/pages/sign-out": { path: "/sign-out", get: { visitor: 303, else: 200 }, post: 303 },
  "routes/pages/admin.first": { path: "/admin/first?token=unknown", get: 404, post: 404 },
  "routes/pages/metrics._index": { path: "/metrics", get: 200, post: 405 },
  "routes/pages/metrics.$metric": { path: "/metrics/tps", get: 200, post: 405 },
  "routes/pages/metrics.$chain.$metric": { path: "/metrics/base/tps", get: 200, post: 405 },
  "routes/files/metrics.$chain.$metric[.]json": { path: "/metrics/base/tps.json", get: 200, post: 405 },
  "routes/files/metrics.$chain.$metric[.]csv": { path: "/metrics/base/tps.csv", get: 200, post: 405 },
  "routes/pages/admin.providers": {
    path: "/admin/providers",
    get: { visitor: 303, admin: 200, else: 403 },
    post: { visitor: 303, admin: 404, else: 403 },
    form: { provider: "nobody" },
  },
  "routes/pages/uploads": {
    path: "/uploads",
    get: { visitor: 303, suspended: 403, else: 200 },
    post: { visitor: 303, silenced: 403, suspended: 403, else: 415 },
  },
  "routes/answers/uploads[.]json": {
    path: "/uploads.json",
    get: 405,
    post: { visitor: 401, silenced: 403, suspended: 403, else: 415 },
  },
  "routes/files/uploads.$hash": {
    path: `/uploads/${"a".repeat(64)}`,
    get: 404,
    post: { visitor: 303, else: 403 },
    form: { intent: "remove" },
  },
  "routes/files/embed.diagram": { path: "/embed/diagram", get: 200, post: 405 },
  "routes/files/embed.claim.$claimId": { path: "/embed/claim/1", get: 200, post: 405 },
  "routes/answers/claims.$claimId_.card": { path: "/claims/1/card", get: 200, post: 405 },
  "routes/files/embed.metric.$chain.$metric": { path: "/embed/metric/base/tps", get: 200, post: 405 },
  "routes/files/embed[.]js": { path: "/embed.js", get: 200, post: 405 },
  "routes/files/oembed": { path: "/oembed?url=http%3A%2F%2Flocalhost%2F", get: 404, post: 405 },
  "routes/files/offline": { path: "/offline", get: 200, post: 405 },
  "routes/files/sw[.]js": { path: "/sw.js", get: 200, post: 405 },
  "routes/files/healthz": { path: "/healthz", get: 200, post: 405 },
  "routes/files/readyz": { path: "/readyz", get: 200, post: 405 },
  ...suffixed("pictures/thread", "/embed/thread/1", ["png", "svg"]),
  ...suffixed("pictures/metric", "/embed/metric/base/tps", ["png", "svg"]),
  ...suffixed("pictures/claim", "/embed/claim/1", ["png", "svg"]),
  ...suffixed("pictures/claim-card", "/embed/claim/1/card", ["png", "svg"]),
  ...suffixed("pictures/post", "/embed/post/1", ["png", "svg"]),
  ...suffixed("data/metric", "/embed/metric/base/tps", ["json"]),
  ...suffixed("pictures/site", "/embed/site", ["png", "svg"]),
  ...suffixed("feeds/threads", "/index", feeds),
  ...suffixed("feeds/thread", "/t/1/who-may-do-what-here", feeds),
  ...suffixed("feeds/member", "/u/the-author", feeds),
  ...suffixed("feeds/tag", "/tags/fees", feeds),
  ...suffixed("feeds/claims", "/claims", feeds),
  ...suffixed("feeds/modlog", "/modlog", feeds),
  ...suffixed("feeds/search", "/search", feeds),
  "routes/files/sitemap[.]xml": { path: "/sitemap.xml", get: 200, post: 405 },
  ...suffixed("sitemaps/part", "/sitemap-threads-1", ["xml"]),
  "routes/files/robots[.]txt": { path: "/robots.txt", get: 200, post: 405 },
  "routes/files/[.]well-known.security[.]txt": { path: "/.well-known/security.txt", get: 404, post: 405 },
  "routes/files/opensearch[.]xml": { path: "/opensearch.xml", get: 200, post: 405 },
  "routes/pages/$": { path: "/no/such/page", get: 404, post: 404 },
};

/** Frames around pages: they have no address of their own. */
const frames = new Set(["root", "frame", "screens", "routes/pages/settings"]);

type RouteNode = { id: string; children?: RouteNode[] };

function routeIds(): string[] {
  const { stdout } = spawnSync("node_modules/.bin/remix", ["routes", "--json"], {
    encoding: "utf8",
    env: { ...process.env, VITEST: "" },
  });
  const flatten = (nodes: RouteNode[]): string[] => nodes.flatMap((node) => [node.id, ...flatten(node.children ?? [])]);
  return flatten(JSON.parse(stdout.slice(stdout.indexOf("["))) as RouteNode[]).map((id) => id.replace(/\/route$/, ""));
}

test("every route is in the table, and nothing else is", () => {
  expect(
    routeIds()
      .filter((id) => !frames.has(id))
      .toSorted(),
  ).toEqual(Object.keys(table).toSorted());
});

const statusFor = (expected: Expected, role: Role) =>
  typeof expected === "number" ? expected : (expected[role] ?? expected.else);

describe.each(Object.entries(table))("%s", (_, row) => {
  test.each(roles)("for a %s", async (role) => {
    const as = role === "visitor" ? null : people[role];
    expect(thread.id).toBe(1);
    const address = `10.0.0.${roles.indexOf(role) + 1}`;
    const got = await server.fetch(row.path, { as, address });
    const posted = await server.fetch(row.path, { as, address, form: row.form ?? { any: "thing" } });
    // The API takes JSON; a form is the wrong type there, for everybody alike.
    const post = row.path.startsWith("/api/")
      ? { actual: posted.status === 422 ? 415 : posted.status }
      : { actual: posted.status };
    expect({ get: got.status, post: post.actual }).toEqual({
      get: statusFor(row.get, role),
      post: statusFor(row.post, role),
    });
    // Who may not write learns why, wherever others may.
    const isBarred = role === "silenced" || role === "suspended";
    if (isBarred && posted.status === 403 && statusFor(row.post, "member") !== 403)
      expect(await posted.text()).toMatch(role === "silenced" ? /silenced/ : /suspended/);
    expect((await server.fetch(row.path, { method: "PUT", as })).status).toBe(405);
    expect((await server.fetch(row.path, { method: "DELETE", as })).status).toBe(405);
  });
});
