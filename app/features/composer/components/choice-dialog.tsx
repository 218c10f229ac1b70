import { type ReactNode, type RefObject, useEffect, useId } from "react";
import { createPortal } from "react-dom";

type Props = {
  dialog: RefObject<HTMLDialogElement>;
  className: string;
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
};

/** A list over the page to choose from. It stands outside the form, so that its draft doesn't include these fields. */
export function ChoiceDialog({ dialog, className, title, onClose, children }: Props) {
  const id = useId();
  useEffect(() => dialog.current?.showModal(), [dialog]);
  return createPortal(
    // React hands events of the dialog on to the form all the same, and there Escape would fold it.
    <dialog
      ref={dialog}
      className={`choice-dialog ${className}`}
      aria-labelledby={id}
      onKeyDown={(event) => event.stopPropagation()}
      onClose={onClose}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>,
    document.body,
  );
}
