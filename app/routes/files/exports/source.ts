import { type LoaderFunctionArgs } from "@remix-run/node";
import { getViewer } from "~/features/auth/auth.server";
import { findReferences, findSource } from "~/features/sources/sources.server";
import { invariantResponse } from "~/platform/responses.server";
import { referenceFile } from "./reference-file";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const source = await findSource((params["citekey"] ?? "").toLowerCase(), await getViewer(context));
  invariantResponse(source && !source.isHidden, "There is no source of that name.", { status: 404 });
  return referenceFile(context.url, await findReferences([source.id]), source.citekey);
}
