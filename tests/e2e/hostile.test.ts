/** Hostile words in body, title, handle and tag, looked at in a real browser: nothing runs, nothing is fetched, nothing breaks. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { useBrowser, watchedPage } from "../support/browser";
import { useLocalCopy } from "../support/use-local-copy";

const copy = useLocalCopy();
const held = useBrowser();

/** The table of the markdown tests: one input a line, `⏎` is a line's end and `⟨U+202E⟩` a character that cannot be seen. */
const inputs = readFileSync(join(import.meta.dirname, "../fixtures/markdown/hostile.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("## "))
  .map((line) =>
    line
      .replaceAll("⏎", "\n")
      .replace(/⟨U\+([0-9A-F]{4})⟩/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
  );

const oneLine = (input: string) => input.replaceAll(/\s+/g, " ");
const perThread = 12;

test(`${inputs.length} hostile inputs in body, title, handle and tag`, { timeout: 240_000 }, async () => {
  expect(inputs.length).toBeGreaterThan(200);
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page, complaints } = await watchedPage(context);
  const foreign: string[] = [];
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(copy.origin) && !/^(data|blob):/.test(request.url())) foreign.push(request.url());
  });
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Mira Okonjo" }).click();
  await page.waitForURL(copy.origin + "/");

  const sends = { headers: { Origin: copy.origin, "Sec-Fetch-Site": "same-origin" }, maxRedirects: 0 };
  const threads: string[] = [];
  // U+0000 is turned away at the door; every other input gets in or is refused in words.
  const withNul = inputs.filter((input) => input.includes("\0"));
  for (const body of withNul)
    expect(
      (await context.request.post("/new", { ...sends, form: { title: "Hostile", body, tags: "fees" } })).status(),
    ).toBe(400);
  expect(withNul.length).toBeGreaterThan(0);
  const storable = inputs.filter((input) => !input.includes("\0"));
  for (let from = 0; from < storable.length; from += perThread) {
    const batch = storable.slice(from, from + perThread);
    // A title of what fits; the rest of the batch is its body.
    const title = `Hostile ${from}: ${oneLine(batch[0]!)} ${oneLine(batch[1] ?? "")}`.slice(0, 150).trim();
    const answer = await context.request.post("/new", {
      ...sends,
      form: { title, body: batch.join("\n\n"), tags: "fees" },
    });
    expect([from, answer.status()]).toEqual([from, answer.status() === 422 ? 422 : 303]);
    if (answer.status() === 303) threads.push(answer.headers()["location"]!);
  }
  // Few batches are refused whole, for nesting too deeply.
  expect(threads.length).toBeGreaterThan(inputs.length / perThread - 4);

  const visitor = await held.browser.newContext({ baseURL: copy.origin });
  for (const input of inputs) {
    const word = encodeURIComponent(
      [...oneLine(input)]
        .slice(0, 40)
        .join("")
        .replaceAll(/\p{Surrogate}/gu, ""),
    );
    const statuses = [
      (await visitor.request.get(`/?tag=${word}`)).status(),
      (await visitor.request.get(`/u/${word}`)).status(),
      (
        await visitor.request.post("/sign-up", {
          ...sends,
          form: { handle: input, email: "a@b.example", password: "0123456789" },
        })
      ).status(),
    ];
    expect([input, statuses.filter((status) => status >= 500)]).toEqual([input, []]);
  }
  await visitor.close();

  for (const path of [...threads, "/", "/?sort=new", "/u/mira-okonjo", "/drafts"]) {
    await page.goto(path);
    await page.locator("main").waitFor();
    expect([
      path,
      await page.evaluate(
        () =>
          document.querySelectorAll(
            "main script:not([type]), main iframe:not(.diagram-frame[sandbox='allow-scripts']), main object, main embed, main [onerror], main [onload], main [onclick]",
          ).length,
      ),
    ]).toEqual([path, 0]);
    expect([path, await page.evaluate(() => document.scrollingElement!.scrollWidth <= window.innerWidth)]).toEqual([
      path,
      true,
    ]);
  }
  // A diagram that is drawn in time has the handler in its label refused by the policy of its frame, and the console says so.
  const others = complaints.filter(
    (words) => !/^Executing inline event handler violates.*\/assets\/mermaid-/s.test(words),
  );
  expect({ dialogs, foreign, complaints: others }).toEqual({ dialogs: [], foreign: [], complaints: [] });
  await context.close();
});
