import type { ReactNode } from "react";

type Props = {
  label?: string;
  /** Beside the label. */
  way?: ReactNode;
  help?: ReactNode;
  errors: string[] | undefined;
  minLength?: number;
  autoComplete: "new-password" | "current-password";
  /** The form came back, without the password. */
  isRefused: boolean;
};

/**
 * A password with its help and errors. No answer of the server contains a password: without script it has to be typed again
 * after a refusal, which the field says. With script it stays, and a button shows it (`browser/account-forms.ts`).
 */
export function PasswordField({ label = "Password", way, help, errors, isRefused, ...input }: Props) {
  const describedBy = [help || isRefused ? "help-password" : "", errors ? "error-password" : ""]
    .filter(Boolean)
    .join(" ");
  return (
    <div className="field">
      <div className="password-label">
        <label htmlFor="field-password">{label}</label>
        {way}
      </div>
      <div className="password-line">
        <input
          id="field-password"
          name="password"
          type="password"
          required
          maxLength={200}
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby={describedBy || undefined}
          aria-invalid={errors ? true : undefined}
          {...input}
        />
        <button type="button" className="quiet" hidden aria-pressed="false" aria-controls="field-password">
          Show<span className="visually-hidden"> password</span>
        </button>
      </div>
      {(help || isRefused) && (
        <div className="field-help" id="help-password">
          {help} {isRefused && <span data-type-again>Type it again: a password is never sent back to a page.</span>}
        </div>
      )}
      {errors && (
        <p className="field-error" id="error-password">
          {errors.join(" ")}
        </p>
      )}
    </div>
  );
}
