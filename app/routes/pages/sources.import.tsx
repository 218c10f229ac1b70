import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { getViewer, requireMember } from "~/features/auth/auth.server";
import { ReferenceProblems, ReferenceRow } from "~/features/composer/components/reference-row";
import type { FoundReference } from "~/features/composer/composer";
import { type Cited, citeInDraft, listReferences, readReferenceForm } from "~/features/imports/imports.server";
import { paths } from "~/paths";
import { counted, countedInThousands, inThousands } from "~/ui/count";
import { Field, FormErrors } from "~/ui/field";
import { privateMeta } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  await requireMember(context);
  return json(null);
}

/** So many can be chosen from at once; words narrow the list. */
const mostRows = 150;

const sentences: Record<Extract<Cited, { ok: false }>["reason"], string> = {
  "too-long": "With these references, your draft would be longer than a post. Choose fewer.",
  "too-many": "You have as many drafts as are kept. Delete one first.",
  conflict: "Your draft of a new thread was changed meanwhile. Send the choice again.",
};

/** A file is answered with its references to choose from; a choice with its markdown, or it goes into the draft of a new thread. */
export async function action({ request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return redirect(paths.signIn(paths.importSources()), 303);
  const member = await requireMember(context);
  const form = await readReferenceForm(request);
  if (!form.ok) return json({ error: form.words, problems: [] as string[] }, { status: form.status });
  if (form.kind === "file") {
    const { items, problems } = await listReferences(form.text, { member, request });
    if (items.length === 0)
      return json({ error: `${form.name} holds no reference in BibTeX, RIS or CSL-JSON.`, problems }, { status: 422 });
    return json({ file: listOf(form, items, problems) });
  }
  const markdown = form.definitions.map(({ definition }) => definition).join("\n\n");
  const keys = form.definitions.map(({ key }) => key);
  if (!form.toDraft) return json({ markdown, keys, refusal: "" });
  const cited = await citeInDraft(member.id, form.definitions);
  if (cited.ok) return redirect(paths.newThread(), 303);
  return json({ markdown, keys, refusal: sentences[cited.reason] }, { status: 409 });
}

/** What of a file is shown: the first of those that have all the words. */
function listOf({ name, words }: { name: string; words: string }, items: FoundReference[], problems: string[]) {
  const asked = words.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = items.filter(({ title, byline, key }) => {
    const text = `${title} ${byline} ${key}`.toLowerCase();
    return asked.every((word) => text.includes(word));
  });
  const narrowedBy = asked.join(" ");
  return {
    name,
    total: items.length,
    narrowedBy,
    matching: matching.length,
    items: matching.slice(0, mostRows),
    problems,
  };
}

export default function ImportSources() {
  const answer = useActionData<typeof action>();
  return (
    <div className="form-page reference-file">
      <h1>Cite from a file of references</h1>
      <p className="page-lead">
        Give a file of Zotero, JabRef or another reference manager, then choose what you cite. Nothing is posted.
      </p>
      {answer && "markdown" in answer && <Chosen {...answer} />}
      {answer && "file" in answer && <List {...answer.file} />}
      <form method="post" encType="multipart/form-data" action={paths.importSources()} className="upload-form">
        {answer && "error" in answer && (
          <>
            <FormErrors errors={[answer.error]} />
            <ReferenceProblems problems={answer.problems} />
          </>
        )}
        <Field
          name="file"
          label={answer && "file" in answer ? "Another file, or the same one again" : "File of references"}
          type="file"
          accept=".bib,.bibtex,.ris,.json"
          required
          help="BibTeX, RIS or CSL-JSON, at most 5 MB."
        />
        <Field
          name="words"
          label="Only those with these words (optional)"
          maxLength={200}
          help="Words of title, author, year or key."
        />
        <div className="form-actions">
          <button className="button button-primary">Read the file</button>
          <a href={paths.sources()}>All sources</a>
        </div>
      </form>
    </div>
  );
}

type Listed = ReturnType<typeof listOf>;

function List({ name, total, narrowedBy, matching, items, problems }: Listed) {
  return (
    <form method="post" encType="multipart/form-data" action={paths.importSources()}>
      <fieldset className="reference-list">
        <legend>{`${countedInThousands(total, "reference")} in ${name}`}</legend>
        {narrowedBy && <p>{`With “${narrowedBy}”: ${inThousands(matching)}.`}</p>}
        {matching > items.length && (
          <p>{`The first ${items.length} are shown. To find others, read the file again with words that they have.`}</p>
        )}
        <ul>
          {items.map((item) => (
            <li key={item.key}>
              <ReferenceRow reference={item}>
                <input type="checkbox" name="definition" value={item.definition} />
              </ReferenceRow>
            </li>
          ))}
        </ul>
      </fieldset>
      <ReferenceProblems problems={problems} />
      {items.length > 0 && (
        <div className="form-actions">
          <button className="button button-primary" name="intent" value="show">
            Show the chosen ones as markdown
          </button>
          <button className="button" name="intent" value="draft">
            Add them to my draft of a new thread
          </button>
        </div>
      )}
    </form>
  );
}

function Chosen({ markdown, keys, refusal }: { markdown: string; keys: string[]; refusal: string }) {
  return (
    <div className="field reference-markdown">
      <FormErrors errors={refusal ? [refusal] : undefined} />
      <label htmlFor="reference-markdown">{`${counted(keys.length, "definition")} as markdown`}</label>
      <textarea
        id="reference-markdown"
        readOnly
        rows={12}
        dir="ltr"
        value={markdown}
        aria-describedby="reference-help"
      />
      <p className="field-help" id="reference-help">
        {"Paste it at the end of your text, and write the marker where you cite: "}
        {keys.slice(0, 8).map((key, index) => (
          <span key={key}>
            {index > 0 && ", "}
            <code>{`[^${key}]`}</code>
          </span>
        ))}
        {keys.length > 8 && " …"}
      </p>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Cite from a file of references");
