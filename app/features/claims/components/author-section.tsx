import { Form } from "@remix-run/react";
import { paths } from "~/paths";
import { Field } from "~/ui/field";
import { fieldOf, type FormState } from "~/ui/form-state";

type Props = {
  claim: {
    text: string;
    isPrivate: boolean;
    /** The claim's words with the observed value; null where there is none. */
    proposal: string | null;
    post: { id: number };
  };
  state: FormState | undefined;
};

/** The author's choices about a number that is off: correct it with one click, rewrite it, or publish the check at once. */
export function AuthorSection({ claim, state }: Props) {
  const { text, isPrivate, proposal, post } = claim;
  return (
    <section className="claim-author" id="correct">
      <h2>It is your number</h2>
      <p>
        If it is right, say in the post where it comes from. If it is not, correct it: the old value stays readable,
        struck out and dated.{isPrivate && " Only you see this check until a day has passed."}
      </p>
      {proposal !== null && (
        <Form method="post" reloadDocument className="form-actions">
          <input type="hidden" name="text" value={proposal} />
          <button className="button button-strong" name="intent" value="correct">
            Correct it to “{proposal}”
          </button>
        </Form>
      )}
      <Form method="post" reloadDocument className="stacked-form">
        <Field
          {...fieldOf(state, "text", text)}
          label={proposal === null ? "The corrected number" : "Or other words"}
          required
          maxLength={300}
          help="The words of the number in your post, with its unit. Nothing else in the post changes."
        />
        <p className="form-actions">
          <button className="button" name="intent" value="correct">
            Correct it
          </button>
          <a className="button" href={paths.editPost(post)}>
            Edit the post
          </a>
        </p>
      </Form>
      {isPrivate && (
        <Form method="post" reloadDocument className="form-actions">
          <button className="button" name="intent" value="confirm">
            Show the check to everybody now
          </button>
        </Form>
      )}
    </section>
  );
}
