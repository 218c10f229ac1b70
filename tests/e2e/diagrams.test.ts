/** Diagrams of posts, in a real browser: drawn in a frame that can do nothing else. */
import type { BrowserContext, Frame, Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectAccessible, useBrowser, watchedPage } from "../support/browser";
import { aMember, aThread } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const held = useBrowser();

const fence = (source: string) => `\`\`\`mermaid\n${source}\n\`\`\`\n`;
const flow = fence("flowchart LR\n  accTitle: How a blob is read\n  A[rollup] --> B[blob]");

async function open(body: string, options: Parameters<typeof held.browser.newContext>[0] = {}) {
  const thread = await aThread({ body });
  const context = await held.browser.newContext({ baseURL: server.origin, ...options });
  const { page, complaints } = await watchedPage(context);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`/t/${thread.id}/${thread.slug}`);
  return { page, complaints, context, asked };
}

const stateOf = (page: Page, index = 0) => page.locator("figure.diagram").nth(index).getAttribute("data-state");
const drawn = (page: Page, index = 0) => expect.poll(() => stateOf(page, index)).toBe("drawn");
const frames = (page: Page) => page.frames().filter((frame) => frame.url().endsWith("/embed/diagram"));

async function close(context: BrowserContext, complaints: string[]) {
  expect(complaints).toEqual([]);
  await context.close();
}

test("a diagram is drawn in a frame without origin, by the name it gives itself, and its source can be seen", async () => {
  const { page, complaints, context } = await open(flow);
  await drawn(page);
  const figure = page.getByRole("figure", { name: "Diagram: How a blob is read" });
  expect(await figure.locator("iframe").getAttribute("sandbox")).toBe("allow-scripts");
  const [frame] = frames(page) as [Frame];
  expect(await frame.locator("svg").first().textContent()).toContain("rollup");
  const source = figure.locator("pre");
  await source.waitFor({ state: "hidden" });
  await figure.getByRole("button", { name: "Show source" }).press("Enter");
  await source.waitFor();
  await figure.getByRole("button", { name: "Hide source" }).click();
  await source.waitFor({ state: "hidden" });
  await expectAccessible(page, "thread with a diagram");
  await close(context, complaints);
});

test("the frame reaches neither the page nor its cookies nor the network", async () => {
  const { page, context } = await open(flow);
  await drawn(page);
  const [frame] = frames(page) as [Frame];
  const tried = await frame.evaluate(async () => {
    const attempt = async (deed: () => unknown) => {
      try {
        await deed();
        return "done";
      } catch (error) {
        return (error as Error).name;
      }
    };
    return {
      origin: window.origin,
      page: await attempt(() => window.parent.document.title),
      cookies: await attempt(() => document.cookie),
      storage: await attempt(() => localStorage.length),
      network: await attempt(() => fetch("/healthz")),
      script: await attempt(() => {
        const script = document.createElement("script");
        script.textContent = "document.title = 'ran'";
        document.head.append(script);
        if (document.title !== "ran") throw new RangeError("did not run");
      }),
      leaving: await attempt(() => (window.top!.location.href = "https://example.org/")),
    };
  });
  expect(tried).toEqual({
    origin: "null",
    page: "SecurityError",
    cookies: "SecurityError",
    storage: "SecurityError",
    network: "TypeError",
    script: "RangeError",
    leaving: "SecurityError",
  });
  await context.close();
});

const hostile = {
  "script in a label":
    'flowchart LR\n  A["</script><script>parent.postMessage(1)</script>"] --> B["<img src=x onerror=alert(1)>"]',
  "a click that is script": 'flowchart LR\n  A --> B\n  click A "javascript:alert(1)"\n  click B call alert("x")',
  "a click that leads away": 'flowchart LR\n  A --> B\n  click A href "https://example.org/" _top',
  "settings that would loosen it":
    '%%{init: {"securityLevel": "loose", "htmlLabels": true, "flowchart": {"htmlLabels": true}, "themeCSS": "* { background: url(https://example.org/x) }"}}%%\nflowchart LR\n  A["<b onclick=alert(1)>bold</b><iframe src=https://example.org>"] --> B',
  "settings in the front matter":
    '---\nconfig:\n  securityLevel: loose\n  htmlLabels: true\n---\nflowchart LR\n  A["<img src=https://example.org/x.png>"] --> B',
  "a style that loads":
    "flowchart LR\n  A --> B\n  style A fill:url(https://example.org/x.svg)\n  classDef c background:url(https://example.org/y)",
  "links in a sequence":
    'sequenceDiagram\n  participant A\n  link A: Away @ https://example.org/\n  links A: {"Script": "javascript:alert(1)"}\n  A->>A: hello',
  "a formula with a link": 'flowchart LR\n  A["$$\\\\href{javascript:alert(1)}{x}$$"] --> B',
};

test.each(Object.entries(hostile))("nothing happens: %s", async (_, source) => {
  const { page, context, asked } = await open(fence(source));
  let dialogs = 0;
  page.on("dialog", (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  await expect.poll(() => stateOf(page)).toMatch(/drawn|failed/);
  for (const frame of (await stateOf(page)) === "drawn" ? frames(page) : []) {
    expect(
      await frame.evaluate(() => ({
        dangerous: document.body.querySelectorAll("script, iframe, object, embed, form, [onclick], [onerror], [onload]")
          .length,
        leading: document.body.querySelectorAll("a[href], a[*|href]").length,
      })),
    ).toEqual({ dangerous: 0, leading: 0 });
    for (const node of await frame.locator("svg .node, svg .actor").all())
      await node.click({ force: true, timeout: 1_000 }).catch(() => undefined);
  }
  expect(dialogs).toBe(0);
  expect(new URL(page.url()).origin).toBe(server.origin);
  expect(asked.filter((url) => !url.startsWith(server.origin))).toEqual([]);
  await context.close();
});

test("a diagram that can't be read keeps its source, with the reason", async () => {
  const { page, complaints, context } = await open(`${fence("flowchart LR\n  A --> ")}\n${flow}`);
  await expect.poll(() => stateOf(page)).toBe("failed");
  const figure = page.locator("figure.diagram").first();
  expect(await figure.locator(".diagram-note").textContent()).toMatch(
    /^This diagram has an error: it can't be read from line 2 on, “A -->”\.$/,
  );
  expect(await figure.locator("pre").isVisible()).toBe(true);
  expect(await figure.locator("iframe").count()).toBe(0);
  await drawn(page, 1);
  await close(context, complaints);
});

test(
  "diagrams that are too long, too many or endless are not drawn, and the page stays whole",
  { timeout: 120_000 },
  async () => {
    const long = fence(`flowchart LR\n${"  A --> B %% as long as a short novel\n".repeat(600)}`);
    const edges = fence(`flowchart LR\n${Array.from({ length: 400 }, (_, n) => `  A${n} --> A${n + 1}`).join("\n")}`);
    const dense = fence(
      `flowchart TD\n${Array.from({ length: 290 }, (_, n) => `  N${(n * 7) % 41} --> N${(n * 13 + 5) % 43}`).join("\n")}`,
    );
    const { page, context } = await open([long, edges, dense, flow].join("\n\n"));
    const note = (index: number) => page.locator("figure.diagram").nth(index).locator(".diagram-note").textContent();
    for (const index of [0, 1, 2, 3]) {
      await page.locator("figure.diagram").nth(index).scrollIntoViewIfNeeded();
      await expect.poll(() => stateOf(page, index)).toMatch(/drawn|failed/);
    }
    expect(await note(0)).toContain("longer than 20 KB");
    expect(await note(1)).toContain("Edge limit exceeded");
    expect(await stateOf(page, 3)).toBe("drawn");
    await page.getByRole("link", { name: "Counterproof", exact: true }).click();
    await page.waitForURL(`${server.origin}/`);
    await context.close();
  },
);

test("a page draws twenty diagrams, and says so of the others", { timeout: 120_000 }, async () => {
  const { page, context } = await open(Array.from({ length: 22 }, () => flow).join("\n"));
  for (let index = 0; index < 22; index++) {
    await page.locator("figure.diagram").nth(index).scrollIntoViewIfNeeded();
    await expect.poll(() => stateOf(page, index)).toBe(index < 20 ? "drawn" : "failed");
  }
  expect(await page.locator(".diagram-note").last().textContent()).toContain("a page draws 20");
  await context.close();
});

test("a drawing that is lower than its source moves no text that is being read", async () => {
  const comments = "  %% a line of the source that is not drawn\n".repeat(12);
  const body = `${fence(`flowchart LR\n${comments}  A[rollup] --> B[blob]`)}\nThe text below the drawing.\n\n${"More. ".repeat(2_000)}`;
  const { page, complaints, context } = await open(body);
  const figure = page.locator("figure.diagram");
  await drawn(page);
  const shift = await page.evaluate(
    () =>
      new Promise<number>((found) => {
        new PerformanceObserver((list) => {
          const shifts = list.getEntries().map((entry) => ("value" in entry ? Number(entry.value) : 0));
          found(shifts.reduce((sum, value) => sum + value, 0));
        }).observe({ type: "layout-shift", buffered: true });
        // Without a shift nothing is reported.
        requestAnimationFrame(() => requestAnimationFrame(() => found(0)));
      }),
  );
  expect(shift).toBeLessThan(0.01);
  const whileSeen = (await figure.boundingBox())!.height;
  await page.mouse.wheel(0, 3_000);
  await expect.poll(async () => (await figure.boundingBox())!.height).toBeLessThan(whileSeen);
  await close(context, complaints);
});

test("the drawing follows light and dark, and a narrower page", async () => {
  const { page, complaints, context } = await open(flow, { colorScheme: "light" });
  await drawn(page);
  const [frame] = frames(page) as [Frame];
  const ground = () => frame.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(await ground()).toBe("rgb(252, 252, 250)");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(ground).toBe("rgb(18, 21, 23)");
  await page.evaluate(() => (document.documentElement.dataset["theme"] = "light"));
  await expect.poll(ground).toBe("rgb(252, 252, 250)");
  await page.setViewportSize({ width: 320, height: 700 });
  await expect
    .poll(() => page.evaluate(() => [window.innerWidth, document.scrollingElement!.scrollWidth <= window.innerWidth]))
    .toEqual([320, true]);
  await close(context, complaints);
});

test("without script the source stands there", async () => {
  const plain = await open(flow, { javaScriptEnabled: false });
  expect(await plain.page.locator("figure.diagram pre").isVisible()).toBe(true);
  expect(await plain.page.locator("figure.diagram button").count()).toBe(0);
  await close(plain.context, plain.complaints);
});

test("a wide diagram takes the margin, then shrinks to fit, and scrolls only below a readable size", async () => {
  const chain = fence(
    `flowchart LR\n${"abcdefgh".replaceAll(/(.)(?=(.))/g, "  $1[A step of some length $1] --> $2\n")}`,
  );
  const { page, complaints, context } = await open(chain, { viewport: { width: 1280, height: 900 } });
  await drawn(page);
  const [frame] = frames(page) as [Frame];
  const seen = async () => ({
    figure: Math.round((await page.locator("figure.diagram").boundingBox())!.width),
    scrolls: await frame.evaluate(() => {
      const box = document.querySelector(".drawing")!;
      return box.scrollWidth > box.clientWidth;
    }),
    fits: await page.evaluate(() => document.scrollingElement!.scrollWidth <= window.innerWidth),
  });
  await expect.poll(seen).toEqual({ figure: 936, scrolls: true, fits: true });
  expect(await frame.evaluate(() => getComputedStyle(document.querySelector(".drawing")!).maskImage)).toContain(
    "linear-gradient",
  );
  await page.setViewportSize({ width: 1000, height: 900 });
  await expect.poll(seen).toEqual({ figure: 576, scrolls: true, fits: true });
  await close(context, complaints);

  const short = await open(fence("flowchart LR\n  A[one step of it] --> B[another step] --> C[a third step]"), {
    viewport: { width: 390, height: 800 },
  });
  await drawn(short.page);
  const [drawing] = frames(short.page) as [Frame];
  const widths = () => drawing.evaluate(() => [document.querySelector(".drawing")!.scrollWidth, window.innerWidth]);
  await expect.poll(widths).toEqual([358, 358]);
  await close(short.context, short.complaints);
});

test("a page without diagrams loads nothing for them", async () => {
  const { page, complaints, context, asked } = await open("Only words, and `code`.");
  await page.waitForLoadState("networkidle");
  expect(asked.filter((url) => /mermaid|diagram/.test(url))).toEqual([]);
  await close(context, complaints);
});

test("nobody else may frame the page that draws, and it reads no cookie", async () => {
  const response = await server.fetch("/embed/diagram", { as: await aMember() });
  const policy = response.headers.get("Content-Security-Policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).toContain("sandbox allow-scripts");
  expect(policy).not.toContain("script-src 'self'");
  expect(response.headers.get("X-Frame-Options")).toBe("SAMEORIGIN");
  expect([response.headers.get("Vary") ?? "", response.headers.get("Set-Cookie")]).toEqual(["Accept-Encoding", null]);
  const script = /src="([^"]+)"/.exec(await response.text())![1]!;
  const file = await server.fetch(script, { headers: { Origin: "null" } });
  expect([file.status, file.headers.get("Access-Control-Allow-Origin")]).toEqual([200, "*"]);
});
