import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type TypedResponse,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireModerator } from "~/features/auth/auth.server";
import { MergeTagForm } from "~/features/moderation/moderation";
import { mergeTagLogged } from "~/features/moderation/moderation.server";
import { findMergePair, findTagPage, listTags } from "~/features/tags/tags.server";
import { countThreadsToMove } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf, type FormState } from "~/ui/form-state";
import { ReasonField } from "~/ui/reason-field";
import { privateMeta } from "~/ui/page-meta";
import { counted } from "~/ui/count";

const refusals = {
  "not-allowed": "Only moderators merge tags.",
  "no-such-tag": "One of the two is not there any more: it was renamed or merged meanwhile. Begin again at its page.",
  "same-tag": "These two are one tag already.",
  "is-mirror": "This tag mirrors the registry and stays. Others can be merged into it.",
};

/** Asks into which tag, then shows what would happen: `?into=fees`. Nothing is merged before that was seen. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  await requireModerator(context);
  const slug = params["slug"]?.slice(0, 60) ?? "";
  const into = context.url.searchParams.get("into")?.trim().toLowerCase().slice(0, 60) ?? "";
  const tag = await findTagPage(slug);
  invariantResponse(tag, "There is no such tag.", { status: 404 });
  invariantResponse(!tag.isMirror, refusals["is-mirror"], { status: 409 });

  const others = (await listTags()).filter((other) => other.slug !== slug);
  const pair = into === "" ? null : await findMergePair(slug, into);
  const fault =
    pair && !pair.ok ? (pair.reason === "same-tag" ? refusals["same-tag"] : `There is no tag “${into}”.`) : null;
  return json({
    tag: { slug, name: tag.name, followerCount: tag.followerCount, childCount: tag.children.length },
    asked: into,
    fault,
    into: pair?.ok ? { slug: pair.into.slug, name: pair.into.name } : null,
    threads: pair?.ok ? await countThreadsToMove(pair.from.id, pair.into.id) : null,
    others: others.map((other) => ({ slug: other.slug, name: other.name })),
  });
}

type Refused = { reply: FormState };

export async function action({ params, request, context }: ActionFunctionArgs): Promise<TypedResponse<Refused>> {
  const by = await requireModerator(context);
  const form = parseForm(await request.formData(), MergeTagForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const merged = await mergeTagLogged({ by, from: params["slug"] ?? "", ...form.value });
  if (merged.ok) return redirect(paths.tag(merged), 303);
  return json({ reply: refuse(form.fields, { "": [refusals[merged.reason]] }) }, { status: 409 });
}

export default function MergeTag() {
  const { tag, asked, fault, into, threads, others } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <div className="form-page tag-form">
      <h1>{into ? `Merge “${tag.name}” into “${into.name}”?` : `Merge “${tag.name}” into another tag`}</h1>
      {into && threads ? (
        <>
          <p className="form-context">This can’t be undone.</p>
          <ul className="merge-facts">
            {threads.all === 0 ? (
              <li>No thread is filed under {tag.name}.</li>
            ) : (
              <li>
                <b>{counted(threads.all, "thread", "threads")}</b> {threads.all === 1 ? "is" : "are"} filed under{" "}
                {into.name} instead{threads.withBoth > 0 && `, ${threads.withBoth} of them under both already`}. Each
                says so in a line.
              </li>
            )}
            <li>
              <b>{counted(tag.followerCount, "follower", "followers")}</b> of {tag.name}{" "}
              {tag.followerCount === 1 ? "follows" : "follow"} {into.name} from then on.
            </li>
            {tag.childCount > 0 && (
              <li>
                <b>{counted(tag.childCount, "tag", "tags")}</b> below it will stand under {into.name}.
              </li>
            )}
            <li>
              /tags/{tag.slug} leads to /tags/{into.slug} for ever, and “{tag.name}” is another name of {into.name}.
            </li>
            <li>
              Its description and <a href={paths.tagHistory(tag)}>history</a> go: what is worth keeping has to be copied
              before.
            </li>
          </ul>
          <Form method="post" reloadDocument>
            <FormErrors errors={errorsOf(state, "")} />
            <input type="hidden" name="into" value={into.slug} />
            <ReasonField state={state} help="Stands in the public log." />
            <div className="form-actions">
              <button className="button button-danger">Merge for good</button>
              <a href={paths.mergeTag(tag)}>Another tag</a>
              <a href={paths.tag(tag)}>Cancel</a>
            </div>
          </Form>
        </>
      ) : (
        <>
          <p className="form-context">You will see what happens before it does.</p>
          <FormErrors errors={errorsOf(state, "") ?? errorsOf(state, "into")} />
          <form method="get">
            <Field
              name="into"
              label="The tag that stays"
              required
              maxLength={60}
              list="all-tags"
              autoCapitalize="none"
              spellCheck={false}
              defaultValue={asked}
              errors={fault ? [fault] : undefined}
              help="Its address: what stands behind /tags/."
            />
            <datalist id="all-tags">
              {others.map((other) => (
                <option key={other.slug} value={other.slug}>
                  {other.name}
                </option>
              ))}
            </datalist>
            <div className="form-actions">
              <button className="button button-primary">See what happens</button>
              <a href={paths.tag(tag)}>Cancel</a>
            </div>
          </form>
        </>
      )}
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Merge tags");
