/**
 * The page for a request that can't be answered just now: the database is away, too many ask at once, or something of
 * ours is broken. It needs nothing but itself, and gives back what was typed into a form.
 */
import { renderToStaticMarkup } from "react-dom/server";
import appearanceUrl from "virtual:visitor-appearance-url";
import styles from "~/styles/app.css?url";
import writingStyles from "~/styles/writing.css?url";
import { BrandHeader } from "~/ui/brand";
import { ErrorPage, errorName } from "~/ui/error-page";
import { KeptForm } from "~/ui/kept-form";
import type { TypedField } from "~/ui/typed-fields";

type Failure = {
  status: number;
  /** What happened and what to do, for readers. */
  message: string;
  requestId: string;
  /** Where the request went, a path with its query. */
  action: string;
  /** The fields of the form; none when there was no form. */
  fields: TypedField[];
};

export function failurePage({ status, message, requestId, action, fields }: Failure): string {
  const page = (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <script src={appearanceUrl} />
        <meta name="robots" content="noindex" />
        <title>{`${errorName(status)} · Counterproof`}</title>
        <link rel="stylesheet" href={styles} />
        <link rel="stylesheet" href={writingStyles} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      </head>
      <body>
        <BrandHeader />
        <main className="page">
          <ErrorPage status={status} message={message} requestId={requestId}>
            {fields.length > 0 ? (
              <KeptForm action={action} fields={fields} />
            ) : (
              <p>
                <a className="button button-primary" href={action}>
                  Try again
                </a>
              </p>
            )}
          </ErrorPage>
        </main>
      </body>
    </html>
  );
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}
