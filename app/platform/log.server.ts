import { type DestinationStream, type Logger, pino, stdSerializers } from "pino";
import { currentRequest } from "./current-request.server";
import { env } from "./env.server";
import { hideInText, hideSecrets } from "./secrets";

const inLog = (fields: object) => hideSecrets(fields) as Record<string, unknown>;

/** Every line of a request has its id, whichever room writes it. */
const requestOfLine = () => {
  const request = currentRequest();
  return request ? { requestId: request.id } : {};
};

/** A log of one JSON object per line, from which secrets are hidden: in its fields, in messages and in stacks. */
export const createLog = (level: string, destination?: DestinationStream) =>
  pino(
    {
      level,
      base: undefined,
      mixin: requestOfLine,
      formatters: { log: inLog },
      serializers: { err: (error: Error) => inLog(stdSerializers.err(error)), msg: hideInText },
    },
    ...(destination ? [destination] : []),
  );

let logger: Logger | undefined;

/** This process's log, on standard output. */
export const log = () => (logger ??= createLog(env().LOG_LEVEL));
