/** markdown-it's types don't declare its single rules. */
declare module "markdown-it/lib/rules_block/reference.mjs" {
  import type { StateBlock } from "markdown-it";
  export default function reference(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean;
}

declare module "markdown-it/lib/rules_block/table.mjs" {
  import type { StateBlock } from "markdown-it";
  export default function table(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean;
}
