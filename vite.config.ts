import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { vitePlugin as remix } from "@remix-run/dev";
import { minify } from "terser";
import type { Plugin, Rollup } from "vite";
import { defineConfig } from "vitest/config";
import type { TestSequencer, TestSpecification } from "vitest/node";
import tsconfigPaths from "vite-tsconfig-paths";
import remixConfig from "./remix.config.js";

const root = import.meta.dirname;
const isTest = process.env["VITEST"] === "true";
const compressWithBrotli = promisify(brotliCompress);
/** Where the builds put what browsers load. */
const assets = join(root, "build/client/assets");

/** Packages of many small modules: one file is loaded several times as fast at a start as a hundred. */
const inOneFile = [
  /^zod($|\/)/,
  /^@conform-to\//,
  /^d3-/,
  "internmap",
  "diff",
  "lucia",
  /^@oslojs\//,
  // What reads texts: a thread loads it whenever it starts again.
  /^(markdown-it|linkify-it|mdurl|uc\.micro|punycode\.js|shiki|entities)($|\/)/,
  /^@shikijs\//,
  /^(hast-util-|unist-util-|html-void-elements|zwitch|stringify-entities|ccount|property-information)/,
  /^(comma|space)-separated-tokens|^character-entities/,
  /^(htmlparser2|dom(handler|elementtype|utils|-serializer))$/,
];

/**
 * Server, worker and the thread that reads texts are built in one step with Remix's server build, so that all run on one graph of
 * modules; the enhancement module is built with the browser's files. Stands after Remix's plugin, whose input it replaces.
 */
function frontDoors(): Plugin {
  return {
    name: "front-doors",
    config: (_, { isSsrBuild, command }) => {
      if (command !== "build") return {};
      if (!isSsrBuild) return {};
      return {
        ssr: { noExternal: inOneFile },
        // Names stay, for traces of errors. Without comments and signs beyond ASCII the text is a third as large in memory.
        esbuild: {
          minifyWhitespace: true,
          minifySyntax: true,
          minifyIdentifiers: false,
          legalComments: "none",
        },
        build: {
          target: "node20",
          minify: "esbuild",
          rollupOptions: {
            input: {
              index: "virtual:remix/server-build",
              server: "app/server/server.ts",
              worker: "app/server/worker.ts",
              "reading-thread": "app/server/reading-thread.ts",
            },
            // All in one folder: a file finds the others beside it.
            output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
          },
        },
      };
    },
  };
}

/** Modules that pages name by their address: beside Remix's own, and in no page's bundle. */
const namedModules: Record<string, { name: string; source: string }> = {
  "virtual:enhance-url": { name: "enhance", source: "app/browser/enhance.ts" },
  "virtual:visitor-appearance-url": { name: "visitor-appearance", source: "app/browser/visitor-appearance.ts" },
  "virtual:metric-frame-url": { name: "metric-frame", source: "app/browser/metric-frame.ts" },
  "virtual:diagram-frame-url": { name: "diagram-frame", source: "app/browser/diagram-frame.ts" },
};

/** The addresses of these modules, with the hash that the build of the browser's files gave them. */
function moduleUrls(): Plugin {
  const emitted = new Map<string, string>();
  let isBrowserBuild = false;
  return {
    name: "module-urls",
    configResolved: ({ command, build }) => void (isBrowserBuild = command === "build" && !build.ssr),
    // Some are named by routes alone that browsers never load: they are built all the same.
    buildStart() {
      if (!isBrowserBuild) return;
      for (const [id, { name, source }] of Object.entries(namedModules))
        emitted.set(id, this.emitFile({ type: "chunk", id: source, name }));
    },
    resolveId: (asked) => (asked in namedModules ? `\0${asked}` : null),
    load(resolved) {
      const id = resolved.slice(1);
      const wanted = resolved.startsWith("\0") ? namedModules[id] : undefined;
      if (!wanted) return null;
      if (isBrowserBuild) return `export default import.meta.ROLLUP_FILE_URL_${emitted.get(id)};`;
      // The browser's files are built first; tests read the sources without a build.
      const built = existsSync(assets) ? readdirSync(assets) : [];
      const file = built.find((entry) => entry.startsWith(`${wanted.name}-`) && entry.endsWith(".js"));
      if (!file && !isTest) this.error(`${wanted.source} is not built yet: the browser's files come first.`);
      return `export default ${JSON.stringify(`/assets/${file ?? wanted.name}`)};`;
    },
  };
}

/**
 * Mermaid as its makers built it, file by file, beside our own: bundling it again would take three times as long as all the
 * rest. Its parts find one another, and only those are loaded that a diagram needs.
 */
function mermaidFiles(): Plugin {
  const id = "virtual:mermaid-url";
  const { version } = JSON.parse(readFileSync(join(root, "node_modules/mermaid/package.json"), "utf8")) as {
    version: string;
  };
  const dist = join(root, "node_modules/mermaid/dist");
  const folder = `assets/mermaid-${version}`;
  const entry = "mermaid.esm.min.mjs";
  const parts = "chunks/mermaid.esm.min";
  let isBrowserBuild = false;
  return {
    name: "mermaid-files",
    configResolved: ({ command, build }) => void (isBrowserBuild = command === "build" && !build.ssr),
    buildStart() {
      if (!isBrowserBuild) return;
      const files = readdirSync(join(dist, parts)).filter((name) => name.endsWith(".mjs"));
      for (const file of [entry, ...files.map((name) => `${parts}/${name}`)])
        this.emitFile({ type: "asset", fileName: `${folder}/${file}`, source: readFileSync(join(dist, file)) });
    },
    resolveId: (asked) => (asked === id ? `\0${id}` : null),
    load: (resolved) => (resolved === `\0${id}` ? `export default "/${folder}/${entry}";` : null),
  };
}

/**
 * Scripts and styles in brotli beside themselves, as small as it gets. It takes a hundred times as long as compressing them for
 * one answer, and happens once. Mermaid's files are left out: they are as many again, and few pages draw. Some styles come
 * with the server's build, so each build compresses what it finds new.
 */
function brotliFiles(): Plugin {
  return {
    name: "brotli-files",
    apply: "build",
    closeBundle: {
      sequential: true,
      async handler() {
        const names = new Set(existsSync(assets) ? readdirSync(assets) : []);
        const plain = [...names].filter((name) => /\.(js|css|svg)$/.test(name) && !names.has(`${name}.br`));
        await Promise.all(plain.map((name) => compressBeside(join(assets, name))));
      },
    },
  };
}

async function compressBeside(file: string) {
  const plain = await readFile(file);
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  const small = await compressWithBrotli(plain, { params });
  if (small.length < plain.length) await writeFile(`${file}.br`, small);
}

/**
 * Leaves out of the browser's list of routes, which each member's page loads, what no page needs: pictures, feeds and files,
 * which are opened by their addresses; the files that each route imports, which the page names already; and what is false, which
 * the framework reads like what is not there.
 */
function shortRouteList(): Plugin {
  return {
    name: "short-route-list",
    // The framework writes the list with the server's build.
    apply: ({ build }, { command }) => command === "build" && Boolean(build?.ssr),
    closeBundle: {
      sequential: true,
      async handler() {
        const name = readdirSync(assets).find((file) => /^manifest-\w+\.js$/.test(file));
        if (!name) return this.error("The framework wrote no list of routes.");
        const text = await readFile(join(assets, name), "utf8");
        await writeFile(join(assets, name), shortened(text));
      },
    },
  };
}

/** The list of routes, `window.__remixManifest={…};`, without those of `routes/files`, imports, and what is false. */
function shortened(text: string): string {
  const [, start, json, end] = /^(window\.__remixManifest=)(\{.*\})(;?\s*)$/s.exec(text) ?? [];
  if (json === undefined) throw new Error("The framework's list of routes has another form than before.");
  const list = JSON.parse(json) as { routes: Record<string, Record<string, unknown>> };
  const kept = Object.entries(list.routes)
    .filter(([id]) => !id.startsWith("routes/files/"))
    .map(([id, { imports: _imports, ...route }]) => [
      id,
      Object.fromEntries(Object.entries(route).filter(([, value]) => value !== false)),
    ]);
  return `${start}${JSON.stringify({ ...list, routes: Object.fromEntries(kept) })}${end}`;
}

const isDoor = (id: string) => /\/app\/features\/([\w-]+)\/\1(?:\.server)?\.ts$/.test(id);
const isRoomOrScreen = (id: string) => /\/app\/(?:features|ui|routes)\//.test(id);

/**
 * Nothing happens in the browser when a module of a room or a screen is loaded: what a page does not use of a room's door stays
 * out of its files, and of a module that it uses the values that it does not use, schemas of forms above all.
 */
function unusedModulesStayOut(): Plugin {
  return {
    name: "unused-modules-stay-out",
    apply: ({ build }, { command }) => command === "build" && !build?.ssr,
    config: () => ({
      build: {
        rollupOptions: {
          treeshake: { moduleSideEffects: (id) => !isRoomOrScreen(id) && id !== zodInBrowserFile },
        },
      },
    }),
    transform(code, id) {
      if (!isRoomOrScreen(id) || !/\.tsx?$/.test(id)) return null;
      const made: { start: number; end: number }[] = [];
      for (const statement of this.parse(code).body) {
        const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
        if (declaration?.type !== "VariableDeclaration") continue;
        for (const { init } of declaration.declarations)
          if (init?.type === "CallExpression") made.push(init as typeof init & { start: number; end: number });
      }
      const marked = made.reduceRight(
        (text, { start, end }) =>
          `${text.slice(0, start)}/* @__PURE__ */ (() => ${text.slice(start, end)})()${text.slice(end)}`,
        code,
      );
      return made.length > 0 ? { code: marked, map: null } : null;
    },
  };
}

const inApp = (path: string) => join(root, "app", path);
const browserEntry = inApp("browser/enhance.ts");
/** Loaded on most pages. */
const mostPages = [browserEntry, inApp("browser/live.ts")];
const memberEntries = [inApp("entry.client.tsx"), inApp("root.tsx"), inApp("frame.tsx")];
/** What most screens of members show or ask with. */
const memberParts = [inApp("ui/time.tsx"), inApp("ui/count.ts")];
const frontPage = inApp("routes/pages/_index/route.tsx");
const threadPage = inApp("routes/pages/t.$threadId.($slug).($number)/route.tsx");
/** What the thread's page loads once somebody writes. */
const replyForm = inApp("routes/pages/t.$threadId.($slug).($number)/reply-form.tsx");
const newThread = inApp("routes/pages/new.tsx");
const inBrowser = (name: string) => inApp(`browser/${name}.ts`);
/** What most threads load once they are read. */
const threadParts = ["margin-notes", "thread-tree", "reading-position", "thread-news", "news-line", "formulas"].map(
  inBrowser,
);
const chartParts = ["chart-cursor", "chart-points"].map(inBrowser);
/** What their frames share with these is in no file that does something by itself. */
const diagramParts = ["diagrams", "diagram-foot", "diagram-look", "drawn-sizes", "print-diagrams", "when-unseen"].map(
  inBrowser,
);
const zodInBrowserFile = inApp("platform/zod-in-browser.ts");
/** A module with fewer characters is not worth a file of its own. */
const fewLetters = 2_500;
const ofFramework =
  /\/node_modules\/(?:react|react-dom|scheduler|react-router|react-router-dom|@remix-run\/(?:react|router|server-runtime))\//;

/** The names that a module imports from a door, and sends on. */
function namesFrom(code: string, door: string): string[] {
  const [, room] = /\/(features\/[\w-]+\/[\w-]+)(?:\.server)?\.ts$/.exec(door) ?? [];
  const imports = code.matchAll(/(?:import|export) \{([^}]*)\} from "([^"]+)"/g);
  return [...imports].flatMap(([, names = "", from = ""]) =>
    room && from.endsWith(room) ? names.split(",").map((one) => one.trim().split(" as ")[0] ?? "") : [],
  );
}

/** The modules from which a door has these names. */
function behindDoor({ code, importedIds }: Rollup.ModuleInfo, names: readonly string[]): string[] {
  const exports = [...(code ?? "").matchAll(/export \{([^}]*)\} from "\.\/([^"]+)"/g)];
  const files = exports.flatMap(([, list = "", file]) =>
    list.split(",").some((one) => names.includes(one.trim().split(" as ").at(-1) ?? "")) ? [`/${file}.ts`] : [],
  );
  return importedIds.filter((one) => files.some((file) => one.endsWith(file) || one.endsWith(`${file}x`)));
}

/**
 * Puts what pages begin with into few files, because a request costs as much as half a kilobyte, and a large file is compressed
 * better than its parts. Every page has `shared`, and most have `reading`, which browser modules share beside it. Every member's
 * page has `framework`, which stays the same from release to release, and `member`; `lists` is what a thread's page shares with
 * lists, with its form and in short modules, `writing` what its form shares with the one for a new thread. No visitor's page needs
 * one of the last four. What a page loads once it is read stands in `thread`, `charts` and `diagrams`.
 */
function fewFirstFiles(): Plugin {
  type Modules = Pick<Rollup.PluginContext, "getModuleInfo">;
  let named: Map<string, string> | null = null;

  /** These modules and those that they import, at once or `later`, too. */
  function reach(starts: readonly string[], { getModuleInfo }: Modules, later = false): Set<string> {
    const reached = new Set(starts);
    // It is read on while it grows.
    for (const id of reached) {
      const info = getModuleInfo(id);
      // The server alone has the form with its page.
      for (const next of info?.importedIds ?? []) if (next !== replyForm) reached.add(next);
      for (const next of (later && info?.dynamicallyImportedIds) || []) reached.add(next);
    }
    return reached;
  }

  /** The modules that these run. Of a door only what is asked of it counts, because it names much that they don't use. */
  function used(starts: readonly string[], { getModuleInfo }: Modules): Set<string> {
    const reached = new Set(starts);
    // It is read on while it grows.
    for (const id of reached) {
      const info = getModuleInfo(id);
      for (const next of info?.importedIds ?? []) {
        if (next === replyForm) continue;
        const door = isDoor(next) ? getModuleInfo(next) : null;
        for (const one of door ? behindDoor(door, namesFrom(info?.code ?? "", next)) : [next]) reached.add(one);
      }
    }
    return reached;
  }

  /** What more than one of these modules needs. */
  function sharedBy(starts: readonly string[], modules: Modules): string[] {
    const users = new Map<string, number>();
    for (const start of starts) for (const id of reach([start], modules)) users.set(id, (users.get(id) ?? 0) + 1);
    return [...users].flatMap(([id, count]) => (count > 1 && !starts.includes(id) ? [id] : []));
  }

  function nameModules(modules: Modules): Map<string, string> {
    const names = new Map<string, string>();
    const name = (ids: Iterable<string>, file: string, isMeant: (id: string) => boolean) => {
      for (const id of ids) if (isMeant(id) && !names.has(id)) names.set(id, file);
    };
    const isHelper = (id: string) => /vite\/preload-helper/.test(id);
    const isPlain = (id: string) => /\/app\/.*\.ts$/.test(id) && !reach([id], modules).has(zodInBrowserFile);
    const ofVisitors = reach(
      Object.values(namedModules).map(({ source }) => join(root, source)),
      modules,
      true,
    );
    const isShort = (id: string) => (modules.getModuleInfo(id)?.code?.length ?? 0) < fewLetters;
    const isSmall = (id: string) => [...reach([id], modules)].every(isShort);
    // What makes schemas stays with those that check forms by them.
    const isOurs = (id: string) =>
      /\/app\/(?:features|ui)\/.*\.tsx?$/.test(id) || (id.includes("/app/platform/") && isPlain(id));
    const isMembers = (id: string) => isOurs(id) && (id.endsWith(".tsx") || isShort(id));
    const ofMembers = used([...memberEntries, ...memberParts], modules);
    const ofFrontPage = used([frontPage], modules);
    const ofThread = used([threadPage], modules);
    const ofReply = used([replyForm], modules);
    const ofNewThread = used([newThread], modules);
    name(reach([...ofMembers], modules), "framework", (id) => ofFramework.test(id) || id.includes("commonjsHelpers"));
    name(reach(mostPages, modules), "shared", (id) => isHelper(id) || (isPlain(id) && !mostPages.includes(id)));
    name(diagramParts, "diagrams", isPlain);
    const later = modules.getModuleInfo(browserEntry)?.dynamicallyImportedIds ?? [];
    name(sharedBy(later, modules), "reading", isPlain);
    name([...ofMembers, ...ofThread], "small", (id) => ofVisitors.has(id) && isPlain(id) && isSmall(id));
    name(ofMembers, "member", isMembers);
    name(ofThread, "lists", (id) => isMembers(id) && (ofFrontPage.has(id) || isShort(id)));
    name(ofThread, "lists", (id) => isRoomOrScreen(id) && ofReply.has(id));
    name(ofReply, "writing", (id) => isOurs(id) && ofNewThread.has(id));
    name(reach(threadParts, modules), "thread", isPlain);
    name(chartParts, "charts", isPlain);
    return names;
  }

  return {
    name: "few-first-files",
    apply: ({ build }, { command }) => command === "build" && !build?.ssr,
    config: () => ({
      build: {
        rollupOptions: {
          output: {
            manualChunks: (id, modules) => (named ??= nameModules(modules)).get(id) ?? null,
            onlyExplicitManualChunks: true,
          },
        },
      },
    }),
  };
}

const firstFiles = new Set(["framework", "member", "lists", "shared", "reading"]);

/** Terser leaves less of the files that most pages begin with than esbuild does; for all files it would take half a minute. */
function smallestFirstFiles(): Plugin {
  return {
    name: "smallest-first-files",
    apply: ({ build }, { command }) => command === "build" && !build?.ssr,
    renderChunk: {
      // After esbuild, which every file goes through.
      order: "post",
      async handler(code, { name }) {
        if (!firstFiles.has(name)) return null;
        const compress = { passes: 3 };
        const small = await minify(code, { module: true, ecma: 2020, compress, format: { ascii_only: true } });
        return { code: small.code ?? code, map: null };
      },
    },
  };
}

/** What begins a function, which then answers at once. */
const start = (names: string) => new RegExp(String.raw`function (?:${names})\([^)]*\) \{`, "g");

/**
 * What the framework can do and this app never asks for: parts of a page that come later, view transitions, questions before a
 * page is left, React without a page of the server's, routes that are found out at run time, preloading by links, warnings for developers, and what only a server does.
 */
const neverAsked: Record<string, [place: RegExp, instead: string][]> = {
  "@remix-run/router/dist/router.js": [
    [start("isDeferredResult|isDeferredData"), "$& return false;"],
    [start("warning|shouldBlockNavigation|restoreAppliedTransitions|persistAppliedTransitions"), "$& return;"],
    [/\binit\.patchRoutesOnNavigation\b/g, "undefined"],
  ],
  "react-router-dom/dist/index.js": [
    [/let isViewTransitionUnavailable = [^;]+;/, ""],
    [/!viewTransitionOpts \|\| isViewTransitionUnavailable/, "true"],
    [
      /let \[(renderDfd|transition|interruption|pendingState), (\w+)\] = React\.useState\(\);/g,
      "const $1 = undefined, $2 = undefined;",
    ],
  ],
  "react-dom/cjs/react-dom.production.min.js": [
    [
      /exports\.(?:createRoot|findDOMNode|hydrate|render|unmountComponentAtNode|unstable_renderSubtreeIntoContainer)=function/g,
      "void function",
    ],
  ],
  "@remix-run/react/dist/esm/data.js": [[start("isDeferredResponse|isDeferredData"), "$& return false;"]],
  "@remix-run/react/dist/esm/components.js": [
    [
      /static: isStatic,\s*staticContext\s*\} = useDataRouterContext\(\);/,
      "} = useDataRouterContext(); const isStatic = false, staticContext = undefined;",
    ],
    [/^(?:NavLink|Link|Form)\.displayName = .*$/gm, ""],
  ],
};

/**
 * The framework asks at run time which of its ways the app has chosen (remix.config.js). The build answers in the browser's
 * files, there and where a way is never asked for, so that what makes files small leaves out the ways that are never taken.
 */
function chosenWaysAlone(): Plugin {
  const chosen: Record<string, boolean | undefined> = { ...remixConfig.future };
  return {
    name: "chosen-ways-alone",
    apply: ({ build }, { command }) => command === "build" && !build?.ssr,
    transform(code, id) {
      if (!ofFramework.test(id)) return null;
      let answered = code.replace(/(?:[\w$]+\.)*\bfuture\.(v3_\w+)/g, (asked, name: string) =>
        name in chosen ? String(chosen[name]) : asked,
      );
      const [, never = []] = Object.entries(neverAsked).find(([file]) => id.endsWith(`/node_modules/${file}`)) ?? [];
      for (const [place, instead] of never) {
        const shorter = answered.replace(place, instead);
        if (shorter === answered) this.error(`${id} has changed: nothing in it is ${place.source}.`);
        answered = shorter;
      }
      return answered === code ? null : { code: answered, map: null };
    },
  };
}

/**
 * While React takes over a page, the framework writes the links to the files of its routes once more, from the list of routes.
 * In the browser it reads them from the page, so that the list need not hold them.
 */
function preloadsFromThePage(): Plugin {
  const fromList = "manifest.entry.imports.concat(routePreloads)";
  // The first two are the list and the entry.
  const fromPage = `[...document.querySelectorAll("body > link[rel=modulepreload]")].slice(2).map((link) => link.getAttribute("href"))`;
  return {
    name: "preloads-from-the-page",
    apply: ({ build }, { command }) => command === "build" && !build?.ssr,
    transform(code, id) {
      if (!id.endsWith("/@remix-run/react/dist/esm/components.js")) return null;
      if (!code.includes(fromList))
        return this.error("The framework names the files of routes in another way than before.");
      return { code: code.replace(fromList, fromPage), map: null };
    },
  };
}

/** zod for the browser, set up for the content security policy before any schema is made. */
function zodInBrowser(): Plugin {
  let isBrowserBuild = false;
  return {
    name: "zod-in-browser",
    enforce: "pre",
    configResolved: ({ command, build }) => void (isBrowserBuild = command === "build" && !build.ssr),
    resolveId: (asked, importer) =>
      isBrowserBuild && asked === "zod" && importer !== zodInBrowserFile ? zodInBrowserFile : null,
  };
}

/** Test files that take longest come first, so that no worker is left with one of them at the end; the others go by size. */
class LongestFirst implements TestSequencer {
  readonly #longest =
    /\/(?:e2e\/(?:journeys|screens|hostile|phone|writing|static-copy)|markdown\/(?:pathological|markdown-thread|long-runs)|routes\/(?:rights-matrix|start)|anvil-metrics\.server|writers-at-once\.server|reprocess\.server)\.test\.ts$/;

  shard(files: TestSpecification[]) {
    return files;
  }

  sort(files: TestSpecification[]) {
    const isLong = ({ moduleId }: TestSpecification) => this.#longest.test(moduleId);
    const size = ({ moduleId }: TestSpecification) => statSync(moduleId).size;
    return files.toSorted((one, other) => Number(isLong(other)) - Number(isLong(one)) || size(other) - size(one));
  }
}

export default defineConfig({
  root,
  // One target and one spelling for styles in both builds, so that the server and the browser name the same file.
  build: { cssTarget: ["chrome123", "firefox128", "safari17.5"] },
  esbuild: { charset: "ascii" },
  plugins: [
    !isTest && remix(remixConfig),
    frontDoors(),
    moduleUrls(),
    mermaidFiles(),
    zodInBrowser(),
    shortRouteList(),
    preloadsFromThePage(),
    brotliFiles(),
    unusedModulesStayOut(),
    chosenWaysAlone(),
    fewFirstFiles(),
    smallestFirstFiles(),
    tsconfigPaths({ projects: ["tsconfig.json"] }),
  ],
  test: {
    // Two files at once on two cores, too: tests wait for servers and browsers much of their time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Pictures drawn on the server take their colours from there, and frames of diagrams the letters of a font.
    css: { include: /(?:tokens|fonts)\.css/ },
    // A Meilisearch that the run is given is for the tests that ask for one (tests/support/global-postgres.ts).
    env: { MEILI_URL: "", MEILI_KEY: "" },
    setupFiles: ["tests/support/built-reading-thread.ts"],
    sequence: { sequencer: LongestFirst },
    // What a page or a server does by itself takes as long as the machine needs.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/**/*.test.{ts,tsx}"],
          exclude: ["tests/**/*.server.test.ts", "tests/routes/**", "tests/e2e/**"],
          // Pure rules keep nothing: loading their modules again for each file took two fifths of the time.
          isolate: false,
          // One project after another: a worker goes on with the next file of the same project alone.
          sequence: { groupOrder: 1 },
          setupFiles: ["tests/support/give-back-globals.ts"],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/**/*.server.test.ts", "tests/routes/**/*.test.ts"],
          globalSetup: ["tests/support/global-postgres.ts"],
          isolate: false,
          sequence: { groupOrder: 2 },
          setupFiles: ["tests/support/fresh-modules.ts", "tests/support/fail-on-console-error.ts"],
          testTimeout: 90_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          // The browser's driver is loaded once a worker: for each file it took eight seconds of a busy machine.
          isolate: false,
          setupFiles: ["tests/support/fresh-modules.ts"],
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/support/global-postgres.ts"],
          // The browser has the machine to itself: it shares two cores with the server it looks at.
          sequence: { groupOrder: 3 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
