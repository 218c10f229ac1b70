import type { Plugin } from "vite";
import { isRoomOrScreen, zodInBrowserFile } from "./places";

/**
 * Nothing happens in the browser when a module of a room or a screen is loaded: what a page does not use of a room's door stays
 * out of its files, and of a module that it uses the values that it does not use, schemas of forms above all.
 */
export function unusedModulesStayOut(): Plugin {
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
