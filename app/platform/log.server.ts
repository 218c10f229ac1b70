import { type Logger, pino } from "pino";
import { currentRequest } from "./current-request.server";
import { env } from "./env.server";

let logger: Logger | undefined;

/** Every line of a request has its id, whichever room writes it. */
const requestOfLine = () => {
  const request = currentRequest();
  return request ? { requestId: request.id } : {};
};

/** The process's log: one JSON object per line on standard output. */
export const log = () => (logger ??= pino({ level: env().LOG_LEVEL, base: undefined, mixin: requestOfLine }));
