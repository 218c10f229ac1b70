import type { Plugin } from "vite";
import remixConfig from "../../remix.config.js";
import { ofFramework } from "./places";

/** What begins a function, which then answers at once. */
const start = (names: string) => new RegExp(String.raw`function (?:${names})\([^)]*\) \{`, "g");

/**
 * What the framework can do and this app never asks for: parts of a page that come later, view transitions, questions before a
 * page is left, React without a page of the server's, routes that are found out at run time, preloading by links, warnings for
 * developers, and what only a server does.
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
export function chosenWaysAlone(): Plugin {
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
export function preloadsFromThePage(): Plugin {
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
