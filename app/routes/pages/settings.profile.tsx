import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { askingMember } from "~/features/auth/auth";
import {
  countAttempt,
  findHeldText,
  getViewer,
  limits,
  requireWriter,
  signInKeepingText,
  waitInWords,
} from "~/features/auth/auth.server";
import { Tile } from "~/features/members/components/tile";
import { nameDays, ProfileForm, profileLimits } from "~/features/members/members";
import { findOwnProfile, saveProfile } from "~/features/members/members.server";
import { renderBio } from "~/features/people/people.server";
import { sizeInWords, uploadLimits } from "~/features/uploads/uploads";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { Field, FormErrors, TextField } from "~/ui/field";
import { errorsOf, fieldOf, stateOf, typed } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  const { id, handle } = await requireWriter(context);
  const { handleChangedAt: _, ...profile } = await findOwnProfile(id);
  return json({
    profile: { ...profile, handle },
    held: await findHeldText(context.url),
    isKept: context.url.searchParams.has("kept"),
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return signInKeepingText(request, context);
  const by = await requireWriter(context, request);
  const form = parseForm(await request.formData(), ProfileForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const wait = await countAttempt(limits.profileByMember, by.id);
  if (wait > 0) {
    const words = `You have changed your profile often in a short time. Try again ${waitInWords(wait)}; your text is still here.`;
    return json(
      { reply: refuse(form.fields, { "": [words] }) },
      { status: 429, headers: { "Retry-After": String(wait) } },
    );
  }
  const { name, bio, link } = form.value;
  const rendered = await renderBio(bio, askingMember(by));
  if (!rendered) {
    const words = "This text can’t be shown: it makes too much of a page. Write it more simply.";
    return json({ reply: refuse(form.fields, { bio: [words] }) }, { status: 422 });
  }
  await saveProfile(by.id, { name, link, bio, ...rendered });
  return redirect(paths.profileSettings({ kept: true }), 303);
}

export default function ProfileSettings() {
  const { profile, held, isKept } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply ?? stateOf(held);
  return (
    <section className="settings">
      <h1>Profile</h1>
      <p className="page-lead">
        What stands beside your posts and on <a href={paths.member(profile)}>your profile</a>. Everybody sees it.
      </p>
      <div className="face-line">
        <Tile member={profile} isLarge />
        <div>
          <FaceForm />
          {profile.avatarHash !== null && (
            <form method="post" action={paths.avatar()}>
              <button className="quiet" name="intent" value="remove">
                Remove the picture
              </button>
            </form>
          )}
        </div>
      </div>
      <Form method="post" className="settings-form" key={[profile.name, profile.link, profile.bio].join("\n")}>
        <FormErrors errors={errorsOf(state, "")} />
        <Field
          {...fieldOf(state, "name", profile.name)}
          label="Name"
          required
          limit={profileLimits.name}
          autoComplete="name"
          help={`Names may occur twice; your handle may not. After a change the profile says the former name for ${nameDays} days.`}
        />
        <TextField
          name="bio"
          label="Bio"
          rows={6}
          defaultValue={typed(state, "bio", profile.bio)}
          errors={errorsOf(state, "bio")}
          help={`What you work on, in Markdown; at most ${profileLimits.bio} characters. What you have a stake in belongs to the disclosures.`}
        />
        <Field
          {...fieldOf(state, "link", profile.link)}
          label="Link"
          type="url"
          inputMode="url"
          maxLength={profileLimits.link}
          placeholder="https://"
          help="One page of yours elsewhere. It becomes a link once somebody can read a post of yours."
        />
        <div className="form-actions">
          <button className="button button-primary">Save</button>
          <span role="status">{isKept && "Saved."}</span>
        </div>
      </Form>
      <section className="settings-part">
        <h2>Handle</h2>
        <p>
          <b>@{profile.handle}</b>{" "}
          {profile.isDemonstration ? (
            "is a handle of the demonstration, which stays as it is."
          ) : (
            <a href={paths.handleSettings()}>Change it</a>
          )}
        </p>
      </section>
    </section>
  );
}

function FaceForm() {
  return (
    <form method="post" encType="multipart/form-data" action={paths.avatar()} className="face-form">
      <Field
        name="file"
        label="Picture"
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif"
        required
        help={`PNG, JPEG, WebP or GIF, at most ${sizeInWords(uploadLimits.bytes)}; a square of it is kept. Without one your initials are drawn.`}
      />
      <button className="button">Use this picture</button>
    </form>
  );
}

export const meta: MetaFunction = () => privateMeta("Profile");
