import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { getViewer, requireWriter } from "~/features/auth/auth.server";
import { changeFace, removeFace } from "~/features/people/people.server";
import {
  sentenceOfRefusal,
  sizeInWords,
  statusOfRefusal,
  uploadLimits,
  waitOfRefusal,
} from "~/features/uploads/uploads";
import { paths } from "~/paths";
import { Field, FormErrors } from "~/ui/field";
import { privateMeta } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  await requireWriter(context);
  return json(null);
}

/** A picture as `multipart/form-data`, or a plain form whose `intent` is to remove it. */
export async function action({ request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return redirect(paths.signIn(paths.profileSettings()), 303);
  const by = await requireWriter(context, request);
  const isPicture = /^multipart\/form-data\b/i.test(request.headers.get("Content-Type") ?? "");
  if (!isPicture && (await request.formData()).get("intent") === "remove") {
    await removeFace(by);
    return redirect(paths.profileSettings({ kept: true }), 303);
  }
  const refusal = await changeFace(request, by);
  if (refusal === null) return redirect(paths.profileSettings({ kept: true }), 303);
  const wait = waitOfRefusal(refusal);
  return json(
    { errors: [sentenceOfRefusal(refusal)] },
    { status: statusOfRefusal(refusal), ...(wait !== null && { headers: { "Retry-After": String(wait) } }) },
  );
}

export default function AvatarSettings() {
  const errors = useActionData<typeof action>()?.errors;
  return (
    <section className="settings">
      <h1>Picture</h1>
      <form method="post" encType="multipart/form-data" action={paths.avatar()} className="settings-form">
        <FormErrors errors={errors} />
        <Field
          name="file"
          label="Picture"
          type="file"
          accept="image/png,image/jpeg,image/webp,image/gif"
          required
          help={`PNG, JPEG, WebP or GIF, at most ${sizeInWords(uploadLimits.bytes)}; a square of it is kept.`}
        />
        <div className="form-actions">
          <button className="button button-primary">Use this picture</button>
          <a href={paths.profileSettings()}>Back to the profile</a>
        </div>
      </form>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Picture");
