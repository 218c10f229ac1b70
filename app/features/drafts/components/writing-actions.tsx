import type { ReactNode } from "react";
import { faultsOf, type FormState } from "~/ui/form-state";
import { useIsHydrated } from "~/ui/use-is-hydrated";
import { DraftLine } from "./draft-line";
import type { HeldDraft } from "./use-draft";

type Props = {
  /** The main button's `intent`, and its label before and during sending. */
  intent: string;
  label: string;
  sending: string;
  /** The words for a refused form: "Not posted". */
  refused: string;
  state: FormState;
  isSending: boolean;
  draft: HeldDraft;
  /** False where the draft's age stands elsewhere. */
  hasLine?: boolean;
  /** The address to which the buttons send the form without script, if not to the page's own. */
  formAction?: string;
  /** The text's length. */
  length?: ReactNode;
  /** Folds with help and rarer fields. */
  folds?: ReactNode;
  children?: ReactNode;
};

/** The bar below a text: send, preview and save, and what is to mend. With script, previews and drafts happen by themselves. */
export function WritingActions(props: Props) {
  const {
    intent,
    label,
    sending,
    refused,
    state,
    isSending,
    draft,
    hasLine = true,
    formAction,
    length,
    folds,
    children,
  } = props;
  const faults = faultsOf(state);
  const isLive = useIsHydrated();
  return (
    <div className="form-actions">
      <div className="form-row">
        <button
          className="button button-primary"
          name="intent"
          value={intent}
          disabled={isSending}
          formAction={isLive ? undefined : formAction}
        >
          {isSending ? sending : label}
        </button>
        {faults.length > 0 && !isSending ? (
          <Faults words={refused} faults={faults} />
        ) : (
          <span className="form-keys with-script">
            <kbd>Ctrl</kbd> <kbd>Enter</kbd>
          </span>
        )}
        <button className="button without-script" name="intent" value="preview" formNoValidate formAction={formAction}>
          Preview
        </button>
        <button className="button without-script" name="intent" value="draft" formNoValidate formAction={formAction}>
          Save draft
        </button>
        {children}
        {length}
      </div>
      {folds && <div className="form-folds">{folds}</div>}
      {hasLine && <DraftLine draft={draft} />}
    </div>
  );
}

/** "Not posted: 1 thing to mend", which leads to the first one. */
function Faults({ words, faults }: { words: string; faults: string[] }) {
  const isLive = useIsHydrated();
  // What the server or the network failed at is said above the form, and is nothing to mend in it.
  const mendable = faults.filter((name) => name !== "form");
  return (
    <p className="form-faults" role={isLive ? "alert" : undefined}>
      <a
        href={`#field-${faults[0]}`}
        onClick={(event) => {
          const field = document.getElementById(`field-${faults[0]}`);
          if (!field) return;
          event.preventDefault();
          field.scrollIntoView({ block: "center" });
          field.focus({ preventScroll: true });
        }}
      >
        {words}
        {mendable.length > 0 && `: ${mendable.length === 1 ? "1 thing" : `${mendable.length} things`} to mend`}
      </a>
    </p>
  );
}
