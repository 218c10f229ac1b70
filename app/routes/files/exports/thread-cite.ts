import { type LoaderFunctionArgs } from "@remix-run/node";
import { referenceFile } from "./reference-file";
import { findThreadReference } from "./thread-reference.server";

export async function loader(given: LoaderFunctionArgs) {
  const { reference } = await findThreadReference(given);
  return referenceFile(given.context.url, [reference], reference.citekey);
}
