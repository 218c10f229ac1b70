import type { MetaFunction } from "@remix-run/react";
import { invariantResponse } from "~/platform/responses.server";

const nothingHere = () => invariantResponse(false, "", { status: 404 });

export const loader = nothingHere;
export const action = nothingHere;

/** Never shown: the frame's error page is. */
export default function Nothing() {
  return null;
}

export const meta: MetaFunction = () => [{ title: "Not found · Counterproof" }];
