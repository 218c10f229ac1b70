import { register } from "tsx/esm/api";

// A thread does not take over its process's TypeScript loader (nor `--import tsx`), so it is taught here.
register();
await import(new URL("./markdown-worker.ts", import.meta.url).href);
