import type { TypedField } from "./typed-fields";

type Submit = { action: string; fields: TypedField[] };

let last: Submit | null = null;

/** Remembers each form as it is sent, so that an error page that takes its place can give it back. In the browser only. */
export function rememberSubmits() {
  addEventListener(
    "submit",
    ({ target, submitter }) => {
      if (!(target instanceof HTMLFormElement)) return;
      const by = submitter instanceof HTMLButtonElement || submitter instanceof HTMLInputElement ? submitter : null;
      const method = by?.getAttribute("formmethod") ?? target.method;
      if (method.toLowerCase() !== "post") return void (last = null);
      const fields = [...new FormData(target, by)].flatMap(([name, value]) =>
        typeof value === "string" ? [{ name, value }] : [],
      );
      last = { action: by?.getAttribute("formaction") ?? target.getAttribute("action") ?? location.href, fields };
    },
    { capture: true },
  );
}

/** The form that was sent last; null on the server, and when none was sent. */
export const lastSubmit = () => last;
