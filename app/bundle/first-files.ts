import { join } from "node:path";
import { minify } from "terser";
import type { Plugin, Rollup } from "vite";
import { namedModules } from "./module-urls";
import { inApp, isDoor, isRoomOrScreen, ofFramework, root, zodInBrowserFile } from "./places";

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
const threadParts = ["margin-notes", "reading-position", "thread-news", "news-line", "formulas"].map(inBrowser);
const chartParts = ["chart-cursor", "chart-points"].map(inBrowser);
/** What their frames share with these is in no file that does something by itself. */
const diagramParts = ["diagrams", "diagram-foot", "diagram-look", "drawn-sizes", "print-diagrams", "when-unseen"].map(
  inBrowser,
);
/** A module with fewer characters is not worth a file of its own. */
const fewLetters = 2_500;

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
 * one of the last four. What a page loads once it is read or turned to stands in `thread`, `charts` and `diagrams`.
 */
export function fewFirstFiles(): Plugin {
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
export function smallestFirstFiles(): Plugin {
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
