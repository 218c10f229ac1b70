import { type Logger, pino } from "pino";
import { env } from "./env.server";

let logger: Logger | undefined;

/** The process's log: one JSON object per line on standard output. */
export const log = () => (logger ??= pino({ level: env().LOG_LEVEL, base: undefined }));
