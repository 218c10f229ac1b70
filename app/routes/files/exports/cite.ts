import { type LoaderFunctionArgs } from "@remix-run/node";
import { findPostReference } from "./post-reference.server";
import { referenceFile } from "./reference-file";

export async function loader(given: LoaderFunctionArgs) {
  const { reference } = await findPostReference(given);
  return referenceFile(given.context.url, [reference], reference.citekey);
}
