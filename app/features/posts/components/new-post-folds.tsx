import type { FormState } from "~/ui/form-state";
import { DisclosureFold } from "./disclosure-fold";
import { MarkdownHelp } from "./markdown-help";

/** The folds in the bar below a new post: what one may write, and the field for an interest. */
export function NewPostFolds({ state }: { state: FormState }) {
  return (
    <>
      <MarkdownHelp />
      <DisclosureFold state={state} />
    </>
  );
}
