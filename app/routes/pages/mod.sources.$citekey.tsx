import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireModerator } from "~/features/auth/auth.server";
import { mergeSources, undoMerge } from "~/features/citations/citations.server";
import { MergeForm, ReasonForm, RenameForm } from "~/features/sources/sources";
import { findMergeTarget, findSource, hideSource, listMerges, renameSource } from "~/features/sources/sources.server";
import { paths } from "~/paths";
import { parseForm, refuse } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf, fieldOf, typed } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";
import { ReasonField } from "~/ui/reason-field";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const moderator = await requireModerator(context);
  const source = await findSource((params["citekey"] ?? "").toLowerCase(), moderator);
  invariantResponse(source, "There is no source of that name.", { status: 404 });
  const { id, citekey, title, isHidden } = source;
  return json({
    source: { citekey, title, isHidden },
    merges: (await listMerges(id)).filter((merge) => !merge.undoneAt && merge.into.citekey === citekey),
  });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const by = await requireModerator(context);
  const source = await findSource((params["citekey"] ?? "").toLowerCase(), by);
  invariantResponse(source, "There is no source of that name.", { status: 404 });
  const fields = await request.formData();
  const intent = fields.get("intent");
  switch (intent) {
    case "merge": {
      const form = parseForm(fields, MergeForm);
      if (!form.ok) return json({ reply: form.reply }, { status: 422 });
      const into = await findMergeTarget(form.value.into);
      if (!into)
        return json(
          { reply: refuse(form.fields, { into: ["There is no such source here. Give its citekey or its address."] }) },
          { status: 422 },
        );
      const done = await mergeSources({ fromId: source.id, intoId: into.id, reason: form.value.reason, by });
      if (!done.ok)
        return json({ reply: refuse(form.fields, { into: ["These two are one source already."] }) }, { status: 409 });
      return redirect(paths.source(into), 303);
    }
    case "undo": {
      const mergeId = Number(fields.get("merge"));
      const done =
        Number.isInteger(mergeId) && mergeId > 0 && mergeId < 2 ** 31
          ? await undoMerge({ mergeId, by })
          : { ok: false };
      invariantResponse(done.ok, "This merge has been taken back already.", { status: 409 });
      return redirect(paths.source(source), 303);
    }
    case "rename": {
      const form = parseForm(fields, RenameForm);
      if (!form.ok) return json({ reply: form.reply }, { status: 422 });
      const done = await renameSource({ id: source.id, citekey: form.value.citekey, by });
      if (!done.ok)
        return json(
          {
            reply: refuse(form.fields, {
              citekey: [
                done.reason === "name-is-taken"
                  ? "Another source has that name, or once had it."
                  : "That is its name already.",
              ],
            }),
          },
          { status: 409 },
        );
      return redirect(paths.source(form.value), 303);
    }
    case "hide":
    case "show": {
      const form = parseForm(fields, ReasonForm);
      if (!form.ok) return json({ reply: form.reply }, { status: 422 });
      const done = await hideSource({ id: source.id, by, reason: form.value.reason, isHidden: intent === "hide" });
      invariantResponse(done.ok, "There is nothing to do: it is so already.", { status: 409 });
      return redirect(paths.source(source), 303);
    }
  }
  invariantResponse(false, "Choose what to do with this source.", { status: 400 });
}

export default function ModerateSource() {
  const { source, merges } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  const intent = typed(state, "intent");
  const stateFor = (...intents: string[]) => (intents.includes(intent) ? state : undefined);
  const hiding = stateFor("hide", "show");
  const hidingErrors = errorsOf(hiding, "reason");
  return (
    <div className="form-page form-narrow mod-source">
      <h1>Merge, rename or remove</h1>
      <p className="form-context">
        <a href={paths.source(source)}>{source.title}</a>. All of it stands in the source’s public history, and all of
        it can be taken back.
      </p>
      <FormErrors errors={errorsOf(state, "")} />
      <Form method="post" reloadDocument>
        <h2>Merge into another source</h2>
        <Field
          {...fieldOf(stateFor("merge"), "into")}
          label="Citekey or address of the other"
          required
          maxLength={2000}
          help="What cites this one will cite the other. Its name stays an alias."
        />
        <ReasonField state={stateFor("merge")} />
        <div className="form-actions">
          <button className="button" name="intent" value="merge">
            Merge
          </button>
        </div>
      </Form>
      {merges.map((merge) => (
        <Form key={merge.id} method="post" reloadDocument>
          <p className="line-note">
            {merge.from.citekey} was merged into this by {merge.by?.name ?? "the rules for addresses and identifiers"}:{" "}
            {merge.reason}
          </p>
          <input type="hidden" name="merge" value={merge.id} />
          <button className="button" name="intent" value="undo">
            Take this merge back<span className="visually-hidden">: {merge.from.citekey}</span>
          </button>
        </Form>
      ))}
      <Form method="post" reloadDocument>
        <h2>Rename</h2>
        <Field
          {...fieldOf(stateFor("rename"), "citekey", source.citekey)}
          label="Citekey"
          required
          maxLength={80}
          help="The old one stays an alias for ever."
        />
        <div className="form-actions">
          <button className="button" name="intent" value="rename">
            Rename
          </button>
        </div>
      </Form>
      <Form method="post" reloadDocument>
        <h2>{source.isHidden ? "Bring the link back" : "Remove the link"}</h2>
        <div className="field">
          <label htmlFor="hide-reason">Reason</label>
          <input
            id="hide-reason"
            name="reason"
            required
            minLength={3}
            maxLength={300}
            defaultValue={typed(hiding, "reason")}
            aria-invalid={hidingErrors ? true : undefined}
            aria-describedby={hidingErrors && "hide-reason-error"}
          />
          {hidingErrors && (
            <p className="field-error" id="hide-reason-error">
              {hidingErrors.join(" ")}
            </p>
          )}
        </div>
        <div className="form-actions">
          <button
            className={source.isHidden ? "button" : "button button-danger"}
            name="intent"
            value={source.isHidden ? "show" : "hide"}
          >
            {source.isHidden ? "Bring it back" : "Remove it everywhere"}
          </button>
        </div>
      </Form>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Moderate a source");
