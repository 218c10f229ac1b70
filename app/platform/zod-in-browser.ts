/**
 * Stands in for `zod` in the browser's files (vite.config.ts). zod compiles schemas with `new Function`, which the content
 * security policy forbids and reports. The setting has to be made before any module makes a schema.
 */
import { z } from "zod";

z.config({ jitless: true });

export { z };
