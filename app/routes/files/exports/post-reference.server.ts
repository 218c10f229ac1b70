import type { LoaderFunctionArgs } from "@remix-run/node";
import { getViewer } from "~/features/auth/auth.server";
import { findShownOrcid } from "~/features/keys/keys.server";
import { findPostToEdit, listRevisions } from "~/features/posts/posts.server";
import type { Reference } from "~/features/sources/sources";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { invariantResponse } from "~/platform/responses.server";
import { idParam } from "~/platform/id-param";

/** A post of ours as something to cite: what stood in the revision that `?r=` names, or stands now. */
export async function findPostReference({ params, context }: Pick<LoaderFunctionArgs, "params" | "context">) {
  const id = idParam(params["postId"]);
  const post = id > 0 ? await findPostToEdit(id, await getViewer(context)) : null;
  invariantResponse(post && post.status === "visible", "There is no such post.", { status: 404 });
  const asked = context.url.searchParams.get("r");
  invariantResponse(asked === null || /^[1-9]\d{0,5}$/.test(asked), "Name a revision by its number.", { status: 400 });
  const number = asked === null ? post.revision : Number(asked);
  const revision = (await listRevisions(post.id)).find((one) => one.number === number);
  invariantResponse(revision, "There is no such revision of this post.", { status: 404 });

  const at = new Date(revision.createdAt);
  const reference: Reference = {
    citekey: `counterproof-p${post.id}-r${number}`,
    kind: "post",
    csl: {
      id: undefined,
      type: "post",
      title: post.number === 1 ? post.thread.title : `Reply ${post.number} to “${post.thread.title}”`,
      author: [{ literal: post.author.name, family: undefined, given: undefined }],
      issued: { "date-parts": [[at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()]] },
      "container-title": "Counterproof",
      version: `revision ${number}`,
      URL: env().publicOrigin + paths.postRevision(post, number),
    } as Reference["csl"],
    accessed: null,
    archivedUrl: null,
    orcid: await findShownOrcid(post.author.id),
  };
  return { post, revision: number, reference };
}
