import { type LoaderFunctionArgs } from "@remix-run/node";
import { getViewer } from "~/features/auth/auth.server";
import { listThreadSources } from "~/features/citations/citations.server";
import { findReferences } from "~/features/sources/sources.server";
import { findThread } from "~/features/threads/threads.server";
import { invariantResponse } from "~/platform/responses.server";
import { referenceFile } from "./reference-file";
import { idParam } from "~/platform/id-param";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const id = idParam(params["threadId"]);
  const viewer = await getViewer(context);
  const thread = id > 0 ? await findThread(id, viewer) : null;
  invariantResponse(thread, "There is no such thread.", { status: 404 });
  const sources = await listThreadSources(thread.id, viewer);
  return referenceFile(
    context.url,
    await findReferences(sources.map((source) => source.id)),
    `thread-${thread.id}-sources`,
  );
}
