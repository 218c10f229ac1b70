/** What a client would rather have, by its headers: read as Express does, of requests that have not been through it. */
import type { IncomingMessage as Incoming } from "node:http";
import express from "express";

const { accepts, acceptsEncodings } = express.request as {
  accepts(types: string[]): string | false;
  acceptsEncodings(encodings: string[]): string | false;
};

/** The type among these that the client likes best, the first of those it likes as well; false where it takes none of them. */
export const preferredType = (request: Incoming, types: string[]): string | false => accepts.call(request, types);

/** Whether the client takes answers in this encoding. */
export const takesEncoding = (request: Incoming, encoding: string): boolean =>
  acceptsEncodings.call(request, [encoding]) === encoding;
