import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getViewer, requireMember } from "~/features/auth/auth.server";
import { placeOf } from "~/features/drafts/drafts";
import { findDraft } from "~/features/drafts/drafts.server";
import { beginFromMarkdown, type Begun, readPageFile } from "~/features/imports/imports.server";
import { paths } from "~/paths";
import { Field, FormErrors } from "~/ui/field";
import { privateMeta } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireMember(context);
  return json({ hasDraft: (await findDraft(member.id, placeOf.newThread)) !== null });
}

const sentences: Record<Extract<Begun, { ok: false }>["reason"], string> = {
  empty: "This file holds no text.",
  "has-draft": "You have a draft of a new thread. Say that the file takes its place, or post the draft first.",
  "too-long": "This text is longer than a post holds. Split it into several files.",
  "too-many": "You have as many drafts as are kept. Delete one first.",
};

/** The file becomes the draft that the page for new threads begins with. Nothing is posted. */
export async function action({ request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return redirect(paths.signIn(paths.newFromMarkdown()), 303);
  const member = await requireMember(context);
  const file = await readPageFile(request);
  if (!file.ok) return json({ error: file.words }, { status: file.status });
  const begun = await beginFromMarkdown(member.id, file.text, { replaces: file.replaces });
  if (!begun.ok) return json({ error: sentences[begun.reason] }, { status: begun.reason === "has-draft" ? 409 : 422 });
  return redirect(paths.newThreadFromFile(begun.missing), 303);
}

export default function BeginFromMarkdown() {
  const { hasDraft } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <div className="form-page">
      <h1>Begin from a markdown file</h1>
      <form method="post" encType="multipart/form-data" action={paths.newFromMarkdown()} className="upload-form">
        <FormErrors errors={refused && "error" in refused ? [refused.error] : undefined} />
        <Field
          name="file"
          label="Markdown file"
          type="file"
          accept=".md,.markdown,text/markdown,text/plain"
          required
          help="Its front matter may have a title and tags; without a title, its first heading becomes one. You see the thread, and change it, before it is posted."
        />
        {hasDraft && (
          <label className="check">
            <input type="checkbox" name="replaces" value="yes" /> It takes the place of the draft that I have
          </label>
        )}
        <div className="form-actions">
          <button className="button button-primary">Read the file</button>
          <a href={paths.newThread()}>Write it here instead</a>
        </div>
      </form>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Begin from a markdown file");
