import type { Plugin } from "vite";
import remixConfig from "../../remix.config.js";
import { ofFramework } from "./places";

type Answer = [place: string | RegExp, instead: string];

/** These functions answer at once. */
const answering = (names: string[], answer: string): Answer[] =>
  names.map((name) => [new RegExp(String.raw`function ${name}\([^)]*\) \{`), `$& ${answer}`]);

/**
 * While React takes over a page, the framework writes the links to the files of its routes once more, from the list of routes.
 * In the browser it reads them from the page, so that the list need not hold them. The first two there are the list and the entry.
 */
const preloadsFromThePage: Answer = [
  "manifest.entry.imports.concat(routePreloads)",
  `[...document.querySelectorAll("body > link[rel=modulepreload]")].slice(2).map((link) => link.getAttribute("href"))`,
];

/**
 * What the framework can do and this app never asks for: parts of a page that come later, view transitions, questions before a
 * page is left, React where the server made no page, routes that are found out at run time, preloading by links, warnings for
 * developers, and what only a server does. Beside these, what it reads from the page.
 */
const answers: Record<string, Answer[]> = {
  "@remix-run/router/dist/router.js": [
    ...answering(["isDeferredResult", "isDeferredData"], "return false;"),
    ...answering(
      ["warning", "shouldBlockNavigation", "restoreAppliedTransitions", "persistAppliedTransitions"],
      "return;",
    ),
    ["init.patchRoutesOnNavigation", "undefined"],
  ],
  "react-router-dom/dist/index.js": [
    [/let isViewTransitionUnavailable = [^;]+;/, ""],
    ["!viewTransitionOpts || isViewTransitionUnavailable", "true"],
    ...["RenderDfd", "Transition", "Interruption", "PendingState"].map((name): Answer => {
      const state = name[0]!.toLowerCase() + name.slice(1);
      return [`let [${state}, set${name}] = React.useState();`, `const ${state} = undefined, set${name} = undefined;`];
    }),
  ],
  "react-dom/cjs/react-dom.production.min.js": [
    "createRoot",
    "findDOMNode",
    "hydrate",
    "render",
    "unmountComponentAtNode",
    "unstable_renderSubtreeIntoContainer",
  ].map((name) => [`exports.${name}=function`, "void function"]),
  "@remix-run/react/dist/esm/data.js": answering(["isDeferredResponse", "isDeferredData"], "return false;"),
  "@remix-run/react/dist/esm/links.js": answering(["isPageLinkDescriptor"], "return false;"),
  "@remix-run/react/dist/esm/components.js": [
    preloadsFromThePage,
    [
      /static: isStatic,\s*staticContext\s*\} = useDataRouterContext\(\);/,
      "} = useDataRouterContext(); const isStatic = false, staticContext = undefined;",
    ],
    ...["NavLink", "Link", "Form"].map((name): Answer => [new RegExp(`^${name}\\.displayName = .*$`, "m"), ""]),
  ],
};

/**
 * The framework asks at run time which of its ways the app has chosen (remix.config.js). The build answers in the browser's
 * files, there and where a way is never asked for, so that what makes files small leaves out the ways that are never taken. It
 * fails where the framework has another form than this list knows.
 */
export function chosenWaysAlone(): Plugin {
  const chosen: Record<string, boolean | undefined> = { ...remixConfig.future };
  const seen = new Set<string>();
  return {
    name: "chosen-ways-alone",
    apply: ({ build }, { command }) => command === "build" && !build?.ssr,
    transform(code, id) {
      if (!ofFramework.test(id)) return null;
      let answered = code.replace(/(?:[\w$]+\.)*\bfuture\.(v3_\w+)/g, (asked, name: string) =>
        name in chosen ? String(chosen[name]) : asked,
      );
      const file = Object.keys(answers).find((known) => id.endsWith(`/node_modules/${known}`));
      if (file) seen.add(file);
      for (const [place, instead] of file ? answers[file]! : []) {
        const before = answered;
        answered = before.replace(place, instead);
        if (answered === before) this.error(`${id} has changed: nothing in it is ${String(place)}.`);
      }
      return answered === code ? null : { code: answered, map: null };
    },
    buildEnd(error) {
      const missing = Object.keys(answers).filter((file) => !seen.has(file));
      if (!error && missing.length > 0) this.error(`The framework has no ${missing.join(", ")} any more.`);
    },
  };
}
