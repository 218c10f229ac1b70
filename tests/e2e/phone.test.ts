/** Every page on a phone, 390 pixels wide: fields don't zoom in, actions are on the screen, and a list begins soon. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { issueToken, mailedTokens } from "~/features/auth/auth.server";
import type { MailedPurpose } from "~/features/auth/mailed-tokens.server";
import { beginCeremony } from "~/features/keys/ceremonies.server";
import { unsubscribeToken } from "~/features/letters/unsubscribing.server";
import { db } from "~/platform/db.server";
import { expectAccessible, openReply, useBrowser } from "../support/browser";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { dailyTps } from "../support/series";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const held = useBrowser();
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
let admin: Member;
let thread: ThreadMade;
/** A post of somebody else's. */
let another: number;

beforeAll(async () => {
  admin = await aMember({ handle: "the-admin", role: "admin" });
  await dailyTps("base", [100, 142]);
  thread = await aThread({ author: admin, title: "Which fields does a phone zoom in on?" });
  const body =
    "Cited[^EIP-7732], at [142 TPS](metric:base/tps), and sequencers again.\n\nSources: a name without a link";
  await aReply({ thread, author: admin, body });
  for (let index = 0; index < 4; index++)
    another = (await aReply({ thread, body: `A word on sequencers, ${index}.` })).id;
  await db.$executeRaw`select graphile_worker.add_job('no.longer-known', '{"a": "long payload of a job"}'::json)`;
  await db.$executeRaw`
    update graphile_worker._private_jobs set "attempts" = 3, "last_error" = 'The disk was away for longer than a job waits for it'`;
});

const aLink = (purpose: MailedPurpose) =>
  mailedTokens.issue(purpose, { memberId: admin.id, address: "the-admin@example.org" });

const aWallet = () =>
  db.wallet.create({
    data: { memberId: admin.id, address: "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", chainId: 0 },
    select: { id: true },
  });

/** A webhook of the administrator's, with a delivery. */
async function aWebhook() {
  const key = await db.apiKey.create({
    data: {
      memberId: admin.id,
      name: "Hooks",
      hash: "0".repeat(64),
      beginning: "cp_0",
      expiresAt: new Date("2099-01-01"),
    },
  });
  const hook = await db.webhook.create({
    data: {
      keyId: key.id,
      address: `https://hooks.example.org/${"a-long-address-".repeat(12)}`,
      events: ["post.created"],
      sealedSecret: "none",
    },
  });
  const event = await db.webhookEvent.create({
    data: { messageId: `evt_${"0".repeat(32)}`, type: "post.created", subject: {} },
  });
  await db.webhookDelivery.create({ data: { webhookId: hook.id, eventId: event.id, state: "failed" } });
  return hook.id;
}

/** An entry of the moderation log. */
const anEntry = () =>
  db.modAction.create({
    data: {
      kind: "pin_thread",
      threadId: thread.id,
      moderatorId: admin.id,
      reason: "Much of it is asked again.",
      at: new Date(),
    },
    select: { id: true },
  });

/** A visitor whose first proof was right, and who has a second to give; and who proved a name to join with. */
async function halfWay(context: BrowserContext) {
  const half = await beginCeremony("second_factor", { memberId: admin.id, detail: { redirectTo: "/" } });
  const proved = { kind: "identity", issuer: "https://orcid.org", subject: "0000-0002-1825-0097", label: "0000-0002" };
  const joining = await beginCeremony("joining", { detail: { proved, redirectTo: "/" } });
  const cookie = { domain: "localhost", httpOnly: true };
  await context.addCookies([
    { ...cookie, name: `half-${server.port}`, value: half, path: "/sign-in" },
    { ...cookie, name: `joining-${server.port}`, value: joining, path: "/sign-up/finish" },
  ]);
}

/** An address for each page, by its file below `routes/pages`; the rest ask for nothing. */
const pages: Record<string, () => string | Promise<string>> = {
  _index: () => "/",
  new: () => "/new",
  "new_.markdown": () => "/new/markdown",
  "t.$threadId.($slug).($number)": () => `/t/${thread.id}/${thread.slug}`,
  "t.$threadId.$slug.cite": () => `/t/${thread.id}/${thread.slug}/cite`,
  "t.$threadId.$slug.changes": () => `/t/${thread.id}/${thread.slug}/changes`,
  "t.$threadId.$slug.claims": () => `/t/${thread.id}/${thread.slug}/claims`,
  "t.$threadId.$slug.sources": () => `/t/${thread.id}/${thread.slug}/sources`,
  "p.$postId_.edit": () => `/p/${thread.openingPostId}/edit`,
  "p.$postId_.history": () => `/p/${thread.openingPostId}/history`,
  "p.$postId_.r.$number": () => `/p/${thread.openingPostId}/r/1`,
  "p.$postId_.flag": () => `/p/${another}/flag`,
  "p.$postId_.interest": () => "/p/1/interest",
  "p.$postId_.cite": () => `/p/${thread.openingPostId}/cite`,
  "sources._index": () => "/sources",
  "sources.import": () => "/sources/import",
  "sources.$citekey": () => "/sources/eip-7732",
  "sources.$citekey_.edit": () => "/sources/eip-7732/edit",
  "sources.find.$mentionId": () => "/sources/find/1",
  "mod.sources.$citekey": () => "/mod/sources/eip-7732",
  "claims._index": () => "/claims",
  "claims.$claimId": () => "/claims/1",
  "chains._index": () => "/chains",
  "chains.$slug": () => "/chains/base",
  "chains.$slug_.history": () => "/chains/base/history",
  "metrics._index": () => "/metrics",
  "metrics.$metric": () => "/metrics/tps",
  "metrics.$chain.$metric": () => "/metrics/base/tps",
  "tags._index": () => "/tags",
  "tags.$slug": () => "/tags/fees",
  "tags.$slug_.edit": () => "/tags/fees/edit",
  "tags.$slug_.history": () => "/tags/fees/history",
  "tags.new": () => "/tags/new",
  "mod.tags.$slug": () => "/mod/tags/fees",
  "mod.tags.$slug_.merge": () => "/mod/tags/fees/merge?into=mev",
  "mod.threads.$threadId._index": () => `/mod/threads/${thread.id}?posts=2`,
  "mod.threads.$threadId.tags": () => `/mod/threads/${thread.id}/tags`,
  "mod.actions": () => `/mod/actions?kind=lock_thread&target=${thread.id}`,
  "mod.queue": () => "/mod/queue",
  "mod.revisions.$postId.$number": () => `/mod/revisions/${another}/1`,
  "admin.log.$entryId": async () => `/admin/log/${(await anEntry()).id}`,
  modlog: () => "/modlog",
  "about.moderators": () => "/about/moderators",
  search: () => "/search?q=sequencers",
  "u.$handle": () => "/u/the-admin",
  "u.$handle_.sources": () => "/u/the-admin/sources",
  inbox: () => "/inbox",
  "inbox_.by-mail": () => "/inbox/by-mail",
  drafts: () => "/drafts",
  bookmarks: () => "/bookmarks",
  uploads: () => "/uploads",
  settings: () => "/settings",
  "settings._index": () => "/settings",
  "settings.appearance": () => "/settings/appearance",
  "settings.notifications": () => "/settings/notifications",
  "settings.inbox-feed": () => "/settings/inbox-feed",
  "settings.api-keys": () => "/settings/api-keys",
  "settings.webhooks._index": () => "/settings/webhooks",
  "settings.webhooks.$id": async () => `/settings/webhooks/${await aWebhook()}`,
  api: () => "/api",
  "settings.sign-in": () => "/settings/sign-in",
  "settings.sessions": () => "/settings/sessions",
  "settings.email": () => "/settings/email",
  "settings.password": () => "/settings/password",
  "settings.prove": async () => `/settings/prove?token=${await aLink("prove")}`,
  "settings.second-factor": () => "/settings/second-factor",
  "settings.keys.new-passkey": () => "/settings/keys/new-passkey",
  "settings.keys.new-wallet": () => "/settings/keys/new-wallet",
  "settings.keys.$kind.$id": async () => `/settings/keys/wallet/${(await aWallet()).id}`,
  "settings.disclosures": () => "/settings/disclosures",
  "settings.profile": () => "/settings/profile",
  "settings.avatar": () => "/settings/avatar",
  "settings.handle": () => "/settings/handle",
  "settings.invitations": () => "/settings/invitations",
  "settings.imported": () => "/settings/imported",
  "settings.standing": () => "/settings/standing",
  "settings.data": () => "/settings/data",
  "settings.leave": () => "/settings/leave",
  rules: () => "/rules",
  "about.limits": () => "/about/limits",
  held: () => "/held",
  "admin.members._index": () => "/admin/members",
  "admin.members.$memberId": () => "/admin/members/1",
  "admin.invitations": () => "/admin/invitations",
  "admin.settings": () => "/admin/settings",
  "admin.first-run": () => "/admin/first-run",
  "admin._index": () => "/admin",
  "admin.providers": () => "/admin/providers",
  "admin.export": () => "/admin/export",
  "admin.imports": () => "/admin/imports",
  "admin.jobs": () => "/admin/jobs",
  "admin.mail._index": () => "/admin/mail",
  "admin.mail.$id": () => "/admin/mail/no-such-mail",
  "verify-email.$token": async () => `/verify-email/${await aLink("verify_email")}`,
  "undo-email.$token": async () => `/undo-email/${await aLink("undo_email")}`,
  "admin.search": () => "/admin/search",
  "admin.chains.new": () => "/admin/chains/new",
  "admin.chains.$slug.$field": () => "/admin/chains/base/stage",
  "admin.chains.$slug.colours": () => "/admin/chains/base/colours",
  "admin.chains.$slug.nodes": () => "/admin/chains/base/nodes",
  "sign-out": () => "/sign-out",
  $: () => "/no/such/page",
};
/** Addresses that lead to nothing here: there is no such mail without local mode, nobody asked, and there is no such page. */
const missing = new Set(["/admin/mail/no-such-mail", "/p/1/interest", "/no/such/page"]);
const forVisitors: typeof pages = {
  "sign-in": () => "/sign-in",
  "sign-up": () => "/sign-up",
  "sign-in_.recovery": () => "/sign-in/recovery",
  "sign-in_.second": () => "/sign-in/second",
  "sign-up_.finish": () => "/sign-up/finish",
  "forgotten-password": () => "/forgotten-password",
  "unsubscribe.$token": () => `/unsubscribe/${unsubscribeToken({ memberId: 1, kind: "notices" })}`,
  "reset-password.$token": async () => `/reset-password/${await aLink("reset_password")}`,
  "admin.first": async () => `/admin/first?token=${await issueToken("first_administrator")}`,
};

test("every page has an address here", () => {
  const folder = join(import.meta.dirname, "../../app/routes/pages");
  const files = readdirSync(folder).map((name) => name.replace(/\.tsx$/, ""));
  expect(files.toSorted()).toEqual([...Object.keys(pages), ...Object.keys(forVisitors)].toSorted());
});

/** Fields of less than 16 pixels, and buttons in tables that reach over the edge of the screen. */
const faultsOf = (page: Page) =>
  page.evaluate(() => {
    const name = (element: Element) => `${element.tagName.toLowerCase()} ${element.getAttribute("name") ?? element.id}`;
    const fields = document.querySelectorAll(
      "textarea, select, input:not([type=hidden], [type=checkbox], [type=radio], [type=file], [type=color], [type=range])",
    );
    const small = [...fields].flatMap((field) => {
      const size = Number.parseFloat(getComputedStyle(field).fontSize);
      return size < 16 ? [`${name(field)}: ${size} px`] : [];
    });
    const cut = [...document.querySelectorAll("table button, table .button")].flatMap((button) => {
      const { left, right } = button.getBoundingClientRect();
      return left < 0 || right > innerWidth ? [`${button.textContent}: ends at ${right}`] : [];
    });
    return [...small, ...cut, ...(document.documentElement.scrollWidth > innerWidth ? ["scrolls sideways"] : [])];
  });

async function aPhone(member: Member | null): Promise<{ context: BrowserContext; page: Page }> {
  const context = await held.browser.newContext({ ...phone, baseURL: server.origin });
  if (member) await context.addCookies([await server.jarCookieOf(member)]);
  return { context, page: await context.newPage() };
}

test(
  "no field is so small that a phone zooms in on it, and no table hides its actions",
  { timeout: 180_000 },
  async () => {
    const found: Record<string, string[]> = {};
    for (const [member, list] of [
      [admin, pages],
      [null, forVisitors],
    ] as const) {
      const { context, page } = await aPhone(member);
      if (!member) await halfWay(context);
      for (const address of Object.values(list)) {
        const path = await address();
        const response = await page.goto(path);
        const status = response?.status();
        const isThere = status === (missing.has(path) ? 404 : 200);
        const faults = [...(isThere ? [] : [`answered ${status}`]), ...(await faultsOf(page))];
        if (faults.length > 0) found[path] = faults;
      }
      await context.close();
    }
    expect(found).toEqual({});
  },
);

test("a ledger's cards are whole: nothing fades at their edge", async () => {
  const { context, page } = await aPhone(null);
  await page.goto("/claims");
  const card = page.locator(".ledger-table tbody tr").first();
  await card.waitFor();
  const box = page.locator(".table-box");
  // A box without a scroller has no timeline, and so no fade.
  expect(await box.evaluate((element) => getComputedStyle(element).overflowX)).toBe("visible");
  expect(await page.evaluate(() => document.scrollingElement!.scrollWidth <= window.innerWidth)).toBe(true);
  await context.close();
});

test("the fields for inserting a chart are as large", async () => {
  const { context, page } = await aPhone(admin);
  await page.goto(`/t/${thread.id}/${thread.slug}`);
  await openReply(page);
  await page.getByRole("button", { name: "Metric", exact: true }).click();
  await page.getByRole("dialog").getByRole("searchbox").waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await context.close();
});

test("a search's results begin on the first screen, with what narrows them behind one line above", async () => {
  const { context, page } = await aPhone(null);
  await page.goto("/search?q=sequencers");
  const first = (await page.locator(".result").first().boundingBox())!;
  expect(first.y).toBeLessThan(phone.viewport.height / 2);
  const fold = page.getByText("Narrow this search");
  expect((await fold.boundingBox())!.y).toBeLessThan(first.y);
  const facets = page.getByRole("complementary", { name: "Narrow this search" });
  expect(await facets.count()).toBe(0);
  await fold.click();
  await facets.getByRole("link", { name: "Fees" }).click();
  await page.getByRole("list", { name: "Filters" }).getByText("fees").waitFor();
  await page.setViewportSize({ width: 1280, height: 900 });
  await fold.waitFor({ state: "hidden" });
  await facets.waitFor();
  await context.close();
});

test.each([
  ["/claims", "combobox", /^Status/],
  ["/chains", "combobox", /^Stage/],
  ["/sources", "link", /^EIPs/],
] as const)("the filters of %s are behind one line", async (path, role, name) => {
  const { context, page } = await aPhone(null);
  await page.goto(path);
  const filter = page.getByRole("main").getByRole(role, { name });
  const fold = page.locator("summary").filter({ hasText: /^Filter/ });
  await fold.waitFor();
  expect(await filter.count()).toBe(0);
  await fold.click();
  await filter.waitFor();
  expect(await filter.count()).toBe(1);
  await expectAccessible(page, path);
  await context.close();
});
