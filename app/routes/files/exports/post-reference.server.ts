import type { LoaderFunctionArgs } from "@remix-run/node";
import { findShownOrcid } from "~/features/keys/keys.server";
import { findCitedRevision, locatePost } from "~/features/posts/posts.server";
import type { Reference } from "~/features/sources/sources";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";

/** A post of ours as something to cite: what stood in the revision that `?r=` names, or stands now. */
export async function findPostReference({ params, context }: Pick<LoaderFunctionArgs, "params" | "context">) {
  const post = await locatePost(idParam(params["postId"]), null);
  invariantResponse(post, "There is no such post.", { status: 404 });
  const asked = context.url.searchParams.get("r");
  invariantResponse(asked === null || /^[1-9]\d{0,5}$/.test(asked), "Name a revision by its number.", { status: 400 });
  return readReference(post.id, asked === null ? post.revision : Number(asked));
}

/** One revision of a post that everybody may read, and the same as something to cite. 404 without one, 410 when it is gone. */
export async function readReference(postId: number, number: number) {
  const revision = await findCitedRevision(postId, number);
  invariantResponse(revision.ok || revision.reason !== "no-such-revision", "There is no such revision of this post.", {
    status: 404,
  });
  invariantResponse(revision.ok, "This text was withdrawn by its author, or hidden or erased by a moderator.", {
    status: 410,
  });
  const { post } = revision;
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
  return { ...revision, reference };
}
