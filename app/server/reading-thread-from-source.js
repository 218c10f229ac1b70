import { register } from "tsx/esm/api";

// A worker thread doesn't inherit the process's TypeScript loader (nor `--import tsx`), so register it here.
register();
await import(new URL("./reading-thread.ts", import.meta.url).href);
