import type { Response as Outgoing } from "express";

/** Writes an answer's own headers. They stand in the place of what the guard says of all; saying nothing takes that away. */
export function writeHeaders(response: Outgoing, headers: Iterable<[string, string]>) {
  for (const [name, value] of headers) {
    if (name === "set-cookie") response.appendHeader(name, value);
    else if (value === "") response.removeHeader(name);
    else response.setHeader(name, value);
  }
}
