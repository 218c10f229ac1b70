/** Ways in beside the password, as a person goes them: passkeys by a virtual authenticator, a wallet, providers on this machine. */
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterEach, expect, test } from "vitest";
import { hashPassword } from "~/features/auth/auth.server";
import { confirmApp, offerApp } from "~/features/keys/keys.server";
import { codeOf, stepAt } from "~/features/keys/totp.server";
import { db } from "~/platform/db.server";
import { expectAccessibleInBothThemes, useBrowser } from "../support/browser";
import { aMember } from "../support/factories";
import { aProvider } from "../support/providers";
import { useWebServer } from "../support/web-server";

const [orcid, gitHub] = [await aProvider(), await aProvider()];
const server = useWebServer({ ...orcid.environment, GITHUB_URL: gitHub.origin, GITHUB_API_URL: gitHub.origin });
const held = useBrowser();
const password = "correct horse battery";

const opened: BrowserContext[] = [];
afterEach(async () => {
  for (const context of opened.splice(0)) await context.close();
});

async function open(options: BrowserContextOptions = {}) {
  const size = { width: 1280, height: 900 };
  const context = await held.browser.newContext({ baseURL: server.origin, viewport: size, ...options });
  opened.push(context);
  return { context, page: await context.newPage() };
}

async function aMemberWithPassword(handle: string) {
  const member = await aMember({ handle });
  await db.member.update({ where: { id: member.id }, data: { passwordHash: await hashPassword(password) } });
  return member;
}

async function signInByPassword(page: Page, handle: string, to: string) {
  await page.goto(`/sign-in?redirectTo=${encodeURIComponent(to)}`);
  await page.getByLabel("Handle", { exact: false }).first().fill(handle);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

const until = (page: Page, path: string) => page.waitForURL((url) => url.pathname === path);

/** A device with passkeys. It answers as soon as it is asked, once `answers` is on. */
async function aDevice(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    answers: (enabled: boolean) => cdp.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled }),
    credentials: async () => (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
  };
}

test("a passkey is made, signs in alone, stands in for the second factor, and is gone from the device when removed", async () => {
  await aMemberWithPassword("keeper");
  const { context, page } = await open();
  const device = await aDevice(page);
  await signInByPassword(page, "keeper", "/settings/sign-in");
  await until(page, "/settings/sign-in");
  await page.getByRole("link", { name: "Add a passkey", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Work laptop");
  await page.getByRole("button", { name: "Make a passkey", exact: true }).click();
  await until(page, "/settings/sign-in");
  await page.locator(".way-name", { hasText: "Work laptop" }).waitFor();
  expect(await device.credentials()).toHaveLength(1);
  await expectAccessibleInBothThemes(page, "sign-in methods");

  await device.answers(false);
  await context.clearCookies();
  await page.goto("/sign-in?redirectTo=/bookmarks");
  await page.locator("form[data-passkey][data-ready]").waitFor();
  await expectAccessibleInBothThemes(page, "signing in");
  await device.answers(true);
  // The browser may have answered already, by what it offers in the field: then this page goes or has gone.
  const press = page
    .getByRole("button", { name: "Use a passkey", exact: true })
    .evaluateAll((buttons) => buttons.forEach((button) => (button as HTMLElement).click()));
  await Promise.all([until(page, "/bookmarks"), press.catch(() => {})]);

  await page.goto("/settings/second-factor");
  await page.getByRole("button", { name: "Ask for a passkey", exact: true }).click();
  await page.getByRole("heading", { name: "Keep these codes", exact: true }).waitFor();
  await context.clearCookies();
  await device.answers(false);
  await signInByPassword(page, "keeper", "/drafts");
  await until(page, "/sign-in/second");
  expect((await context.cookies()).some(({ name }) => name.startsWith("session"))).toBe(false);
  await device.answers(true);
  await page.locator("form[data-passkey][data-ready]").waitFor();
  await expectAccessibleInBothThemes(page, "second factor at sign-in");
  await page.getByRole("button", { name: "Use a passkey", exact: true }).click();
  await until(page, "/drafts");

  await page.goto("/settings/second-factor");
  await page.getByRole("button", { name: "Turn off", exact: true }).click();
  await until(page, "/settings/sign-in");
  await page.getByRole("link", { name: "Change Work laptop", exact: true }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await until(page, "/settings/sign-in");
  await page.getByText("Removed. Nobody signs in with it any more.", { exact: true }).waitFor();
  await expect.poll(async () => (await device.credentials()).length).toBe(0);
});

test("without script the second factor is a code, each good once, and no session is there before", async () => {
  const { id } = await aMemberWithPassword("careful");
  const secret = await offerApp(id);
  const turned = await confirmApp(id, codeOf(secret, stepAt(new Date()) - 1));
  const [recovery = ""] = turned.ok ? turned.codes : [];
  const { context, page } = await open({ javaScriptEnabled: false });
  await signInByPassword(page, "careful", "/drafts");
  await until(page, "/sign-in/second");
  await page.goto("/drafts");
  await until(page, "/sign-in");
  await page.goto("/sign-in/second");
  await page.getByLabel("Code of your app", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Go on", exact: true }).click();
  await page.getByText("That code is wrong, or was used already.", { exact: false }).waitFor();
  await page.getByLabel("Code of your app", { exact: true }).fill(codeOf(secret, stepAt(new Date()) + 1));
  await page.getByRole("button", { name: "Go on", exact: true }).click();
  await until(page, "/drafts");
  await context.clearCookies();
  await signInByPassword(page, "careful", "/drafts");
  await until(page, "/sign-in/second");
  await page.getByLabel("Code of your app", { exact: true }).fill(recovery.toLowerCase());
  await page.getByRole("button", { name: "Go on", exact: true }).click();
  await until(page, "/drafts");
  await page.goto("/settings/second-factor");
  await page.getByText("9 of 10 codes are left.", { exact: false }).waitFor();
});

test("a wallet joins under a handle of choice, signs in again, and recovery codes bring its member back", async () => {
  const key = privateKeyToAccount(generatePrivateKey());
  const { context, page } = await open();
  await context.exposeFunction("signByKey", (raw: `0x${string}`) => key.signMessage({ message: { raw } }));
  await context.addInitScript((address) => {
    const answers: Record<string, (params: unknown[]) => unknown> = {
      eth_requestAccounts: () => [address],
      eth_chainId: () => "0x1",
      personal_sign: ([raw]) => Reflect.get(window, "signByKey")(raw),
    };
    const request = async ({ method, params = [] }: { method: string; params?: unknown[] }) =>
      answers[method]?.(params);
    Reflect.set(window, "ethereum", { request });
  }, key.address);
  await page.goto("/sign-in?redirectTo=/drafts");
  await page.locator("form[data-wallet][data-ready]").waitFor();
  await page.getByRole("button", { name: "Ethereum wallet", exact: true }).click();
  await until(page, "/sign-up/finish");
  await page.getByText(key.address, { exact: false }).waitFor();
  await expectAccessibleInBothThemes(page, "choosing a handle");
  await page.getByLabel("Handle", { exact: true }).fill("by-wallet");
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page.getByRole("heading", { name: "Keep these codes", exact: true }).waitFor();
  await expectAccessibleInBothThemes(page, "recovery codes");
  const [code = ""] = await page.locator(".recovery-codes code").allTextContents();
  await page.getByRole("link", { name: "I have kept them", exact: true }).click();
  await until(page, "/drafts");

  await context.clearCookies();
  await page.goto("/sign-in?redirectTo=/bookmarks");
  await page.locator("form[data-wallet][data-ready]").waitFor();
  await page.getByRole("button", { name: "Ethereum wallet", exact: true }).click();
  await until(page, "/bookmarks");

  await context.clearCookies();
  await page.goto("/sign-in/recovery");
  for (const expected of ["/settings/sign-in", "/sign-in/recovery"]) {
    await page.getByLabel("Handle", { exact: true }).fill("by-wallet");
    await page.getByLabel("Recovery code", { exact: true }).fill(code);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await until(page, expected);
    if (expected !== "/settings/sign-in") break;
    await context.clearCookies();
    await page.goto("/sign-in/recovery");
  }
  await page.getByText("Wrong handle or code.", { exact: true }).waitFor();
});

test("one joins with ORCID by a form that the page's policy lets go there, and links GitHub, without script", async () => {
  const { page } = await open({ javaScriptEnabled: false });
  await page.goto("/sign-in?redirectTo=/settings/sign-in");
  await page.getByRole("button", { name: "ORCID", exact: true }).click();
  await until(page, "/sign-up/finish");
  await page.getByText("ORCID 0000-0002-1825-0097 is proved.", { exact: false }).waitFor();
  await page.getByLabel("Handle", { exact: true }).fill("by-orcid");
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page.getByRole("link", { name: "I have kept them", exact: true }).click();
  await until(page, "/settings/sign-in");
  await page.getByRole("button", { name: "Link GitHub", exact: true }).click();
  await page.locator(".way-name", { hasText: "octocat" }).waitFor();
  expect(gitHub.lastAsked.get("prompt")).toBe("select_account");
  const other = await server.fetch("/metrics");
  expect(other.headers.get("Content-Security-Policy")).not.toContain(orcid.origin);
});

test("at another address of the same machine the page says where passkeys work, and leads there", async () => {
  const { page } = await open({ baseURL: `http://127.0.0.1:${server.port}` });
  await page.goto("/sign-in");
  await page.getByText(`Passkeys work at ${server.origin}.`, { exact: true }).waitFor();
  expect(await page.getByRole("link", { name: server.origin, exact: true }).first().getAttribute("href")).toBe(
    `${server.origin}/sign-in`,
  );
});

test("a member with two wallets in the browser chooses one of them to link, and proves by it later who they are", async () => {
  await aMemberWithPassword("two-wallets");
  const keys = [privateKeyToAccount(generatePrivateKey()), privateKeyToAccount(generatePrivateKey())];
  const { context, page } = await open();
  await context.exposeFunction("signByKey", (address: string, raw: `0x${string}`) =>
    keys.find((key) => key.address === address)!.signMessage({ message: { raw } }),
  );
  // Two extensions that announce themselves by EIP-6963.
  await context.addInitScript(
    (addresses) => {
      const walletOf = (address: string) => ({
        async request({ method, params = [] }: { method: string; params?: unknown[] }) {
          if (method === "eth_requestAccounts") return [address];
          if (method === "eth_chainId") return "0x1";
          return Reflect.get(window, "signByKey")(address, params[0]);
        },
      });
      window.addEventListener("eip6963:requestProvider", () => {
        for (const [at, address] of addresses.entries()) {
          const info = { uuid: `wallet-${at}`, name: ["Fox", "Rabbit"][at]! };
          const detail = { info, provider: walletOf(address) };
          window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
        }
      });
    },
    keys.map(({ address }) => address),
  );
  await signInByPassword(page, "two-wallets", "/settings/keys/new-wallet");
  await until(page, "/settings/keys/new-wallet");
  await page.locator("form[data-wallet][data-ready]").waitFor();
  await page.getByRole("button", { name: "Sign with a wallet", exact: true }).click();
  await page.getByRole("button", { name: "Rabbit", exact: true }).click();
  await until(page, "/settings/sign-in");
  await page.locator(".way-name", { hasText: keys[1]!.address }).waitFor();
  expect(await page.getByText(keys[0]!.address).count()).toBe(0);

  await db.session.updateMany({ data: { provedAt: null } });
  await page.goto("/settings/keys/new-passkey");
  await until(page, "/settings/prove");
  await page.locator("form[data-wallet][data-ready]").waitFor();
  await page.getByRole("button", { name: /wallet/i }).click();
  await page.getByRole("button", { name: "Fox", exact: true }).click();
  await page.getByText("That was not accepted, or took longer than ten minutes.", { exact: false }).waitFor();
  await page.locator("form[data-wallet][data-ready]").waitFor();
  await page.getByRole("button", { name: /wallet/i }).click();
  await page.getByRole("button", { name: "Rabbit", exact: true }).click();
  await until(page, "/settings/keys/new-passkey");
});
