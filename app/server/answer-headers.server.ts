import type { ServerResponse as Outgoing } from "node:http";
import express, { type Response } from "express";

/** Writes a response's headers over the guard's defaults; a header set to nothing removes the default. */
export function writeHeaders(response: Outgoing, headers: Iterable<[string, string]>) {
  for (const [name, value] of headers) {
    if (name === "set-cookie") response.appendHeader(name, value);
    else if (value === "") response.removeHeader(name);
    else response.setHeader(name, value);
  }
}

/** Names request headers that the answer depends on, beside those that it names already. */
export const addVary = (response: Outgoing, names: string) =>
  void express.response.vary.call(response as Response, names);
