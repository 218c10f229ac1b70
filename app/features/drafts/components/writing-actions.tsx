import type { ReactNode } from "react";
import { DraftLine } from "./draft-line";
import type { HeldDraft } from "./use-draft";

type Props = {
  /** The main button's `intent`, and its label before and during sending. */
  intent: string;
  label: string;
  sending: string;
  isSending: boolean;
  draft: HeldDraft;
  hasLine?: boolean;
  children?: ReactNode;
};

/** The buttons below a text: send, preview and save. With script, the last two happen by themselves. */
export function WritingActions({ intent, label, sending, isSending, draft, hasLine = true, children }: Props) {
  return (
    <div className="form-actions">
      <button className="button button-primary" name="intent" value={intent} disabled={isSending}>
        {isSending ? sending : label}
      </button>
      <span className="form-keys with-script">
        <kbd>Ctrl</kbd> <kbd>Enter</kbd>
      </span>
      <button className="button without-script" name="intent" value="preview" formNoValidate>
        Preview
      </button>
      <button className="button without-script" name="intent" value="draft" formNoValidate>
        Save draft
      </button>
      {hasLine && <DraftLine draft={draft} />}
      {children}
    </div>
  );
}
