/** Diagrams of posts, in a real browser: drawn in a frame that can do nothing else. */
import type { BrowserContext, Frame, Page } from "playwright-core";
import { expect, test } from "vitest";
import { editPost, reprocessNow } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { diagramKey, type DiagramSizes } from "~/ui/diagram-size";
import {
  expectAccessible,
  holdBack,
  openReply,
  settled,
  tagBox,
  untilFocused,
  untilHydrated,
  useBrowser,
  watchedPage,
} from "../support/browser";
import { aMember, aThread } from "../support/factories";
import { useLocalCopy } from "../support/use-local-copy";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const copy = useLocalCopy();
const held = useBrowser();

const fence = (source: string) => `\`\`\`mermaid\n${source}\n\`\`\`\n`;
const source = "flowchart LR\n  accTitle: How a blob is read\n  A[rollup] --> B[blob]";
const flow = fence(source);

async function open(
  body: string,
  options: Parameters<typeof held.browser.newContext>[0] = {},
  diagramSizes?: DiagramSizes,
) {
  const thread = await aThread({ body, diagramSizes });
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

const sequence = fence(
  `sequenceDiagram\n  participant U as User\n  participant P as Proposer\n${"  U->>P: transaction\n  P-->>U: promise\n".repeat(4)}`,
);
const broad = fence(
  `sequenceDiagram\n${[..."ABCDEFGHIJ"].map((name) => `  participant ${name} as Taker of part ${name}`).join("\n")}\n  A->>J: goes a long way\n  J-->>A: and comes back`,
);
const low = fence("flowchart TD\n  A[rollup] --> B[blob]");
const tower = fence(`flowchart TD\n${Array.from({ length: 24 }, (_, n) => `  N${n} --> N${n + 1}`).join("\n")}`);

/** Diagrams of every shape, each with words below it. */
const shapes = [low, sequence, broad, tower].map((one, index) => `${one}\nWords below ${index}.`).join("\n\n");
const tall = { height: 5_000 };

/** Runs in the page before anything else: lists what moves, whoever moves it. */
function listShifts() {
  const moved: string[] = ((window as unknown as { moved: string[] }).moved = []);
  type Shift = PerformanceEntry & { sources: { node: Node | null }[] };
  new PerformanceObserver((list) => {
    for (const { sources } of list.getEntries() as Shift[])
      for (const { node } of sources)
        moved.push(node instanceof Element ? node.outerHTML.slice(0, 90) : (node?.textContent ?? "something"));
  }).observe({ type: "layout-shift", buffered: true });
}

const shifts = (page: Page) => page.evaluate(() => (window as unknown as { moved: string[] }).moved);
/** What moved until now, such as words that got their font, is another matter. */
const forgetShifts = (page: Page) =>
  page.evaluate(() => void (window as unknown as { moved: string[] }).moved.splice(0));
const heights = (page: Page) =>
  page.locator("figure.diagram").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));

/** A page whose diagrams are seen before the program that draws them has come. */
async function openHeldBack(path: string, options: Parameters<typeof held.browser.newContext>[0]) {
  const context = await held.browser.newContext({ baseURL: server.origin, ...options });
  const { page, complaints } = await watchedPage(context);
  await page.addInitScript(listShifts);
  const drawing = await holdBack(page, "**/embed/diagram");
  await page.goto(path);
  await drawing.isAsked;
  // Formulas ask for their font once their module has come.
  await page.waitForFunction(() => !document.querySelector("math") || "formulas" in document.documentElement.dataset);
  await settled(page);
  await page.evaluate(() => document.fonts.ready);
  await settled(page);
  await forgetShifts(page);
  return { page, complaints, context, letGo: drawing.letGo };
}

async function allDrawn(page: Page) {
  await expect.poll(() => page.locator("figure.diagram:not([data-state=drawn])").count(), { timeout: 20_000 }).toBe(0);
  await settled(page);
}

/** Whether a drawing is as high as its frame, but for a scroll bar and a pixel. */
const fillOf = (page: Page, index: number) =>
  page
    .locator("figure.diagram")
    .nth(index)
    .frameLocator("iframe")
    .locator(".drawing")
    .evaluate((box) => {
      if (box.scrollHeight > box.clientHeight + 1) return "scrolls";
      const left = box.clientHeight - box.querySelector("svg")!.getBoundingClientRect().height;
      return Math.abs(left) <= 1.5 ? "filled" : `${left} px too much`;
    });

const sizesOf = async (postId: number) =>
  (await db.post.findUniqueOrThrow({ where: { id: postId }, select: { diagramSizes: true } })).diagramSizes;

/** Opens a form that writes a post, signed in as this member. */
async function openForm(
  member: Awaited<ReturnType<typeof aMember>>,
  path: string,
  viewport = { width: 1280, height: 900 },
) {
  const context = await held.browser.newContext({ baseURL: server.origin, viewport });
  await context.addCookies([await server.jarCookieOf(member)]);
  const { page, complaints } = await watchedPage(context);
  await page.goto(path);
  await untilHydrated(page);
  return { page, complaints, context };
}

const previewDrawn = (page: Page, count: number) =>
  expect
    .poll(
      async () => {
        const field = page.locator("input[name=diagramSizes]");
        return (await field.count()) === 0 ? 0 : Object.keys(JSON.parse(await field.inputValue()) as object).length;
      },
      { timeout: 20_000 },
    )
    .toBe(count);

async function postShapes() {
  const { page, complaints, context } = await openForm(await aMember(), "/new", { width: 1280, height: 4_000 });
  await page.getByLabel("Title").fill("Do diagrams move what is below them?");
  await (await tagBox(page, "Fees")).check();
  await page.locator("#field-body").fill(shapes);
  await previewDrawn(page, 4);
  await page.getByRole("button", { name: "Start thread" }).click();
  await page.waitForURL(/\/t\/\d+/);
  await close(context, complaints);
  const thread = await db.thread.findFirstOrThrow({ orderBy: { id: "desc" }, select: { id: true, slug: true } });
  const post = await db.post.findFirstOrThrow({ where: { threadId: thread.id }, include: { author: true } });
  return { path: `/t/${thread.id}/${thread.slug}`, post };
}

test(
  "a diagram that its author has previewed moves nothing when it is drawn while seen",
  { timeout: 120_000 },
  async () => {
    const { path, post } = await postShapes();
    expect(Object.keys((await sizesOf(post.id)) as object)).toHaveLength(4);
    for (const width of [1280, 390]) {
      const { page, complaints, context, letGo } = await openHeldBack(path, { viewport: { width, ...tall } });
      const before = await heights(page);
      letGo();
      await allDrawn(page);
      expect([width, await heights(page)]).toEqual([width, before]);
      expect([width, await shifts(page)]).toEqual([width, []]);
      // Each drawing fills its room; the one that is higher than any room scrolls in it.
      expect([width, await Promise.all([0, 1, 2, 3].map((index) => fillOf(page, index)))]).toEqual([
        width,
        ["filled", "filled", "filled", "scrolls"],
      ]);
      await page.emulateMedia({ colorScheme: "dark" });
      await expect.poll(() => frames(page)[3]!.evaluate(() => document.documentElement.dataset["look"])).toBe("dark");
      await settled(page);
      expect([width, await heights(page), await shifts(page)]).toEqual([width, before, []]);
      const whole = page.getByRole("button", { name: "Show whole" });
      expect(await whole.count()).toBe(1);
      await close(context, complaints);
    }

    // Rendered again, and edited elsewhere without script.
    const author = { ...(await aMember()), id: post.authorId };
    const known = await sizesOf(post.id);
    await db.post.update({ where: { id: post.id }, data: { html: "", rendererVersion: 0 } });
    await reprocessNow(post.id);
    expect(await sizesOf(post.id)).toEqual(known);
    const edit = { by: author, postId: post.id, reason: "", version: 1 };
    expect(await editPost({ ...edit, body: `Other words first.\n\n${shapes}` })).toEqual({ ok: true });
    expect(await sizesOf(post.id)).toEqual(known);
    const { page, complaints, context, letGo } = await openHeldBack(path, { viewport: { width: 1280, ...tall } });
    const before = await heights(page);
    letGo();
    await allDrawn(page);
    expect([await heights(page), await shifts(page)]).toEqual([before, []]);
    await close(context, complaints);
  },
);

test("the demonstration's diagrams move nothing, and fill their rooms", { timeout: 60_000 }, async () => {
  for (const width of [1280, 390])
    for (const path of ["/t/1", "/t/14"]) {
      const viewport = { width, height: 16_000 };
      const { page, complaints, context, letGo } = await openHeldBack(`${copy.origin}${path}`, { viewport });
      const before = await heights(page);
      letGo();
      await allDrawn(page);
      expect([path, width, await heights(page), await shifts(page)]).toEqual([path, width, before, []]);
      expect([path, width, await fillOf(page, 0)]).toEqual([path, width, "filled"]);
      await close(context, complaints);
    }
});

test(
  "a reply and an edit send the sizes that their previews have drawn, on a phone too",
  { timeout: 60_000 },
  async () => {
    const [thread, author] = [await aThread(), await aMember()];
    const phone = { width: 390, height: 844 };
    const reply = await openForm(author, `/t/${thread.id}/${thread.slug}`, phone);
    await openReply(reply.page);
    await reply.page.locator("#field-body").fill(sequence);
    await reply.page.getByRole("button", { name: "Preview", exact: true }).first().click();
    await previewDrawn(reply.page, 1);
    await reply.page.getByRole("button", { name: "Write", exact: true }).first().click();
    await reply.page.getByRole("button", { name: "Post reply" }).click();
    await expect.poll(() => db.post.count({ where: { threadId: thread.id } })).toBe(2);
    await close(reply.context, reply.complaints);
    const post = await db.post.findFirstOrThrow({ where: { threadId: thread.id, number: 2 } });
    const [key] = Object.keys(post.diagramSizes as object);

    const edit = await openForm(author, `/p/${post.id}/edit`);
    await edit.page.locator("#field-body").fill(`${flow}\n\n${sequence}`);
    await previewDrawn(edit.page, 2);
    await edit.page.getByRole("button", { name: "Save", exact: false }).first().click();
    await edit.page.waitForURL((url) => !url.pathname.endsWith("/edit"));
    const after = (await sizesOf(post.id)) as object;
    expect(Object.keys(after)).toHaveLength(2);
    expect(Object.keys(after)).toContain(key);
    await close(edit.context, edit.complaints);
  },
);

test("a diagram of unknown size that is drawn while seen keeps to the room that is there, and shows all on request", async () => {
  for (const width of [1280, 390]) {
    const thread = await aThread({ body: `${sequence}\nThe words below.\n\n${flow}\nMore words.` });
    const path = `/t/${thread.id}/${thread.slug}`;
    const { page, complaints, context, letGo } = await openHeldBack(path, { viewport: { width, height: 1_200 } });
    const before = await heights(page);
    letGo();
    await allDrawn(page);
    expect([width, await heights(page), await shifts(page)]).toEqual([width, before, []]);
    const [first, second] = [page.locator("figure.diagram").first(), page.locator("figure.diagram").nth(1)];
    const frame = frames(page)[0]!;
    const scale = () =>
      frame.evaluate(() => {
        const drawing = document.querySelector("svg")!;
        return drawing.getBoundingClientRect().height / drawing.viewBox.baseVal.height;
      });
    const held = await scale();
    expect(held).toBeGreaterThan(0.54);
    expect(held).toBeLessThan(0.7);
    expect(await second.getByRole("button", { name: "Show whole" }).count()).toBe(0);

    const whole = first.getByRole("button", { name: "Show whole" });
    expect(await whole.getAttribute("aria-expanded")).toBe("false");
    await expectAccessible(page, "thread with a diagram in a room that is too low");
    await whole.focus();
    await page.keyboard.press("Enter");
    const smaller = first.getByRole("button", { name: "Show smaller" });
    expect(await smaller.getAttribute("aria-expanded")).toBe("true");
    await untilFocused(smaller);
    await expect.poll(scale).toBeGreaterThan(held * 1.2);
    expect((await heights(page))[0]).toBeGreaterThan(before[0]! + 50);
    await page.keyboard.press("Enter");
    expect((await heights(page))[0]).toBe(before[0]);
    await close(context, complaints);
  }
});

test("a diagram of unknown size takes its height once nobody sees it", async () => {
  const thread = await aThread({ body: `${sequence}\nThe words below.\n\n${"More. ".repeat(4_000)}` });
  const path = `/t/${thread.id}/${thread.slug}`;
  const { page, complaints, context, letGo } = await openHeldBack(path, { viewport: { width: 1280, height: 900 } });
  const [before] = await heights(page);
  letGo();
  await allDrawn(page);
  expect((await heights(page))[0]).toBe(before);
  await page.mouse.move(5, 500);
  await page.mouse.wheel(0, 3_000);
  await expect.poll(async () => (await heights(page))[0]).toBeGreaterThan(before! + 50);
  await close(context, complaints);

  const far = await open(`${"First words. ".repeat(800)}\n\n${sequence}`, { viewport: { width: 1280, height: 900 } });
  await drawn(far.page);
  const [whole] = await heights(far.page);
  expect(whole).toBeGreaterThan(before! + 50);
  await close(far.context, far.complaints);
});

test("the preview of a text that goes on keeps the room of a diagram that it has drawn", async () => {
  const { page, complaints, context } = await openForm(await aMember(), "/new");
  await page.locator("#field-body").fill(sequence);
  await previewDrawn(page, 1);
  const [drawnHeight] = await heights(page);
  const drawing = await holdBack(page, "**/embed/diagram");
  await page.locator("#field-body").fill(`${sequence}\nMore words below.`);
  await page.getByRole("region", { name: "Live preview" }).getByText("More words below.").waitFor();
  await drawing.isAsked;
  expect(await stateOf(page)).toBe("drawing");
  expect(await heights(page)).toEqual([drawnHeight]);
  drawing.letGo();
  await drawn(page);
  expect(await heights(page)).toEqual([drawnHeight]);
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
  const [without] = await heights(plain.page);
  await close(plain.context, plain.complaints);

  const key = diagramKey(source);
  const sized = await open(flow, { javaScriptEnabled: false }, { [key]: [400, 900] });
  expect(await sized.page.locator("figure.diagram .diagram-room").count()).toBe(1);
  expect(await heights(sized.page)).toEqual([without]);
  await close(sized.context, sized.complaints);
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
