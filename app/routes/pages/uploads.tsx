import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { isModerator } from "~/features/auth/auth";
import { getViewer, requireMember, requireModerator, requireWriter } from "~/features/auth/auth.server";
import { UploadRow } from "~/features/uploads/components/upload-row";
import { codeBlock } from "~/features/markdown/markdown.server";
import {
  markdownOfUpload,
  sentenceOfRefusal,
  sizeInWords,
  statusOfRefusal,
  uploadLimits,
  waitOfRefusal,
} from "~/features/uploads/uploads";
import { findUploadUse, listAllUploads, listUploadsOf, receiveUpload } from "~/features/uploads/uploads.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { Field, FormErrors } from "~/ui/field";
import { privateMeta } from "~/ui/page-meta";
import { readId } from "~/platform/id-param";

const pageSize = 24;

/** One's own uploads; for moderators also everybody's, `?of=everybody`. */
export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireMember(context);
  const { searchParams } = context.url;
  const cursor = searchParams.get("cursor");
  invariantResponse(cursor === null || readId(cursor) !== null, "There is no such page of uploads.", {
    status: 400,
  });
  const ofEverybody = searchParams.get("of") === "everybody";
  if (ofEverybody) await requireModerator(context);
  const page = { before: cursor === null ? null : Number(cursor), take: pageSize };
  const { uploads, next } = ofEverybody ? await listAllUploads(member, page) : await listUploadsOf(member.id, page);
  return json({
    uploads: uploads.map((upload) => ({ ...upload, snippet: codeBlock(markdownOfUpload(upload)) })),
    next,
    use: await findUploadUse(member.id),
    added: searchParams.get("added"),
    ofEverybody,
    mayModerate: isModerator(member),
  });
}

/** The plain form: a picture and the words for it. Who accepts JSON is answered by `uploads[.]json`. */
export async function action({ request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return redirect(paths.signIn(paths.uploads()), 303);
  const member = await requireWriter(context, request);
  const received = await receiveUpload(request, member);
  if (received.ok) return redirect(paths.uploads({ added: received.upload.hash }), 303);

  const { refusal, alt } = received;
  const wait = waitOfRefusal(refusal);
  const isAboutWords = refusal.reason === "alt-too-long";
  const sentence = sentenceOfRefusal(refusal);
  return json(
    { alt, errors: { file: isAboutWords ? undefined : [sentence], alt: isAboutWords ? [sentence] : undefined } },
    { status: statusOfRefusal(refusal), ...(wait !== null && { headers: { "Retry-After": String(wait) } }) },
  );
}

export default function Uploads() {
  const { uploads, next, use, added, ofEverybody, mayModerate } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const left = Math.max(0, uploadLimits.memberBytes - use.bytes);
  return (
    <div className="form-page uploads">
      <h1>{ofEverybody ? "Everybody’s pictures" : "Your pictures"}</h1>
      {!ofEverybody && (
        <form method="post" encType="multipart/form-data" className="upload-form" action={paths.uploads()}>
          <FormErrors errors={state?.errors.file} />
          <Field
            name="file"
            label="Picture"
            type="file"
            accept="image/png,image/jpeg,image/webp,image/gif"
            required
            help={`PNG, JPEG, WebP or GIF, at most ${sizeInWords(uploadLimits.bytes)}. Where and with what it was taken is removed.`}
          />
          <Field
            name="alt"
            label="Description"
            maxLength={uploadLimits.altLength}
            defaultValue={state?.alt ?? ""}
            errors={state?.errors.alt}
            help="What it shows, in a sentence, for those who don’t see it."
          />
          <div className="form-actions">
            <button className="button button-primary">Add picture</button>
            <span>{`${sizeInWords(left)} of ${sizeInWords(uploadLimits.memberBytes)} left, ${Math.max(0, uploadLimits.memberPerDay - use.today)} of ${uploadLimits.memberPerDay} pictures today`}</span>
          </div>
        </form>
      )}
      {uploads.length === 0 && <p className="none-yet">No pictures yet.</p>}
      <ul className="upload-list">
        {uploads.map((upload) => (
          <UploadRow
            key={upload.ownershipId}
            upload={upload}
            isNew={upload.hash === added}
            mayRemove={!ofEverybody}
            mayModerate={ofEverybody}
          />
        ))}
      </ul>
      <nav className="pager" aria-label="Pages">
        {next && (
          <a rel="next" href={paths.uploads({ cursor: next, of: ofEverybody ? "everybody" : undefined })}>
            Older pictures
          </a>
        )}
        {mayModerate && (
          <a href={paths.uploads(ofEverybody ? {} : { of: "everybody" })}>
            {ofEverybody ? "Your own pictures" : "Everybody’s pictures"}
          </a>
        )}
      </nav>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Your pictures");
