import { pino } from "pino";
import { env } from "./env.server";
import { processWide } from "./registry.server";

/** The process's log: one JSON object per line on standard output. */
export const log = () => processWide("log", () => pino({ level: env().LOG_LEVEL, base: undefined }));
