import type { LoaderFunctionArgs } from "@remix-run/node";
import { getViewer } from "~/features/auth/auth.server";
import { findShownOrcid } from "~/features/keys/keys.server";
import type { Reference } from "~/features/sources/sources";
import type { Thread } from "~/features/threads/threads";
import { findThread } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { counted } from "~/ui/count";

/** A thread of ours as something to cite, with its author's ORCID iD. */
export async function findThreadReference({ params, context }: Pick<LoaderFunctionArgs, "params" | "context">) {
  const thread = await findThread(idParam(params["threadId"]), await getViewer(context));
  invariantResponse(thread && thread.status === "visible", "There is no such thread.", { status: 404 });
  return { thread, reference: { ...threadReference(thread), orcid: await findShownOrcid(thread.author.id) } };
}

type Cited = Pick<Thread, "id" | "title" | "createdAt" | "postCount"> & { author: { name: string } };

/**
 * A thread as something to cite: dated by its opening, with how far it has come. Its address has no title in it, so that it
 * stays when the title changes.
 */
export function threadReference(thread: Cited): Reference {
  const at = new Date(thread.createdAt);
  return {
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
  };
}

const dayOf = (date: Date): [number, number, number] => [
  date.getUTCFullYear(),
  date.getUTCMonth() + 1,
  date.getUTCDate(),
];
