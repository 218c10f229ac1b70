import { existsSync, readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { Plugin } from "vite";
import { assets } from "./places";

const compressWithBrotli = promisify(brotliCompress);

/**
 * Scripts and styles in brotli beside themselves, as small as it gets. It takes a hundred times as long as compressing them for
 * one answer, and happens once. Mermaid's files are left out: they are as many again, and few pages draw. Some styles come
 * with the server's build, so each build compresses what it finds new.
 */
export function brotliFiles(): Plugin {
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
