import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import type { Thread } from "~/features/threads/threads";
import { findThread, followMerge } from "~/features/threads/threads.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";

type AddressOf = (thread: Pick<Thread, "id" | "slug">) => string;

/**
 * The thread whose file an address is of, as visitors may read it. Who asks by an old address is led to the file's new one, and
 * who asks for a thread that was merged to the other's, whose posts have other numbers.
 */
export async function findThreadOfFile(
  params: LoaderFunctionArgs["params"],
  { ofMerged, ofRenamed }: { ofMerged: AddressOf; ofRenamed: AddressOf },
) {
  const askedId = idParam(params["threadId"]);
  const id = await followMerge(askedId);
  const thread = await findThread(id, null);
  invariantResponse(thread, "There is no such thread.", { status: 404 });
  // A merge can be undone.
  if (id !== askedId) throw redirect(ofMerged(thread), 302);
  if (params["slug"] !== thread.slug) throw redirect(ofRenamed(thread), 301);
  return thread;
}
