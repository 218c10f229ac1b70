import { Form } from "@remix-run/react";
import { MemberName } from "~/features/members/components/member-name";
import { paths } from "~/paths";
import type { FormState } from "~/ui/form-state";
import { errorsOf, fieldOf, typed } from "~/ui/form-state";
import { Field, FormErrors, TextField } from "~/ui/field";
import { Time } from "~/ui/time";
import type { Evidence } from "../dispute-claim.server";
import { evidenceBases, evidenceBasisWords } from "../dispute-form";
import { AgreementLine } from "./agreement-line";

type Props = {
  claim: { id: number; isAuthor: boolean };
  evidence: Evidence[];
  /** Null for a visitor. */
  viewerId: number | null;
  mayWrite: boolean;
  state: FormState | undefined;
};

/** The evidence of readers for and against a claim, its ratings, and the form to bring more. Works without script. */
export function EvidenceSection({ claim, evidence, viewerId, mayWrite, state }: Props) {
  return (
    <section id="evidence">
      <h2>Evidence from readers</h2>
      {evidence.length === 0 && <p className="none-yet">Nobody has brought evidence yet.</p>}
      <ul className="line-list">
        {evidence.map((one) => (
          <li key={one.by.handle}>
            <b>{one.kind === "disputes" ? "Against" : "For"}</b> · {evidenceBasisWords[one.basis]} ·{" "}
            <MemberName member={one.by} />, <Time at={one.at} />
            <p dir="auto">{one.reason}</p>
            <p className="line-note" dir="auto">
              Source: <SourceWords source={one.source} />
            </p>
            {one.agreement && <AgreementLine agreement={one.agreement} />}
            {one.agreement && mayWrite && !claim.isAuthor && one.by.id !== viewerId && <Rating evidence={one} />}
          </li>
        ))}
      </ul>
      {mayWrite && !claim.isAuthor && <EvidenceForm state={state} />}
      {viewerId === null && (
        <p>
          <a href={paths.signIn(paths.claim(claim))}>Sign in</a> to bring evidence for or against it.
        </p>
      )}
    </section>
  );
}

function SourceWords({ source }: { source: string }) {
  return /^https?:\/\/\S+$/i.test(source) ? (
    <a href={source} rel="nofollow ugc noopener">
      {source}
    </a>
  ) : (
    <>{source}</>
  );
}

function Rating({ evidence: { by, ownAnswer } }: { evidence: Evidence }) {
  return (
    <Form method="post" reloadDocument className="line-note">
      <input type="hidden" name="evidence" value={by.id} />
      <input type="hidden" name="intent" value="rate" />
      Does it speak against the number?{" "}
      <button className="quiet" name="agrees" value="yes" aria-pressed={ownAnswer === true}>
        Yes<span className="visually-hidden">, {by.name}’s evidence does</span>
      </button>{" "}
      <button className="quiet" name="agrees" value="no" aria-pressed={ownAnswer === false}>
        No<span className="visually-hidden">, {by.name}’s evidence doesn’t</span>
      </button>
    </Form>
  );
}

function EvidenceForm({ state }: { state: FormState | undefined }) {
  const basis = typed(state, "basis") || "source";
  return (
    <Form method="post" reloadDocument className="stacked-form">
      <FormErrors errors={errorsOf(state, "")} />
      <fieldset className="field">
        <legend>Your evidence speaks</legend>
        <div className="field-choices">
          <label>
            <input type="radio" name="kind" value="disputes" defaultChecked={typed(state, "kind") !== "supports"} />
            against it
          </label>
          <label>
            <input type="radio" name="kind" value="supports" defaultChecked={typed(state, "kind") === "supports"} />
            for it
          </label>
        </div>
      </fieldset>
      <fieldset className="field">
        <legend>What it is</legend>
        <div className="field-choices">
          {evidenceBases.map((one) => (
            <label key={one}>
              <input type="radio" name="basis" value={one} defaultChecked={basis === one} />
              {evidenceBasisWords[one]}
            </label>
          ))}
        </div>
      </fieldset>
      <TextField
        {...fieldOf(state, "reason")}
        label="What it says"
        required
        rows={4}
        maxLength={600}
        help="20 to 600 characters. Quote what the source says, or show the arithmetic."
      />
      <Field {...fieldOf(state, "source")} label="Source" required maxLength={400} help="An address, an EIP, a DOI." />
      <p className="form-actions">
        <button className="button button-strong" name="intent" value="evidence">
          Add evidence
        </button>
      </p>
    </Form>
  );
}
