import type { LoaderFunctionArgs } from "@remix-run/node";
import { getViewer } from "~/features/auth/auth.server";
import { findShownOrcid } from "~/features/keys/keys.server";
import type { Reference } from "~/features/sources/sources";
import { findThread } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { counted } from "~/ui/count";

/**
 * A thread of ours as something to cite: dated by its opening, with how far it has come. Its address has no title in it, so
 * that it stays when the title changes.
 */
export async function findThreadReference({ params, context }: Pick<LoaderFunctionArgs, "params" | "context">) {
  const thread = await findThread(idParam(params["threadId"]), await getViewer(context));
  invariantResponse(thread && thread.status === "visible", "There is no such thread.", { status: 404 });
  const at = new Date(thread.createdAt);
  const reference: Reference = {
    citekey: `counterproof-t${thread.id}`,
    kind: "post",
    csl: {
      id: undefined,
      type: "post",
      title: thread.title,
      author: [{ literal: thread.author.name, family: undefined, given: undefined }],
      issued: { "date-parts": [dayOf(at)] },
      "container-title": "Counterproof",
      version: counted(thread.postCount, "post"),
      URL: env().publicOrigin + paths.threadById(thread.id),
    } as Reference["csl"],
    // The page that shows this is kept for all readers: whoever cites adds the day.
    accessed: null,
    archivedUrl: null,
    orcid: await findShownOrcid(thread.author.id),
  };
  return { thread, reference };
}

const dayOf = (date: Date): [number, number, number] => [
  date.getUTCFullYear(),
  date.getUTCMonth() + 1,
  date.getUTCDate(),
];
