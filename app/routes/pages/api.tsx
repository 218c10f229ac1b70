import { type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { keyDays, scopes, scopeWords } from "~/features/api/api";
import { listOperations } from "~/features/api/api.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { pageData } from "~/platform/page-data.server";
import { originOf, pageMeta } from "~/ui/page-meta";

export function loader({ context }: LoaderFunctionArgs) {
  return pageData(context, { chapters: listOperations(), origin: env().publicOrigin });
}

/** What the API can do, with commands that run as they stand. */
export default function ApiPage() {
  const { chapters, origin } = useLoaderData<typeof loader>();
  return (
    <article className="profile">
      <h1>API</h1>
      <div className="prose api-page">
        <p>
          Whatever a page shows is here as JSON, for anybody and from anywhere, without a key. The whole description,
          for programs, is <a href={paths.openApi()}>openapi.json</a> (OpenAPI 3.1).
        </p>
        <Command text={`curl ${origin}/api/v1/threads`} name="Read the front page" />
        <p>
          A list is <code>{"{ items, next }"}</code>; <code>next</code> is the <code>cursor</code> of the page after it,
          and stands in the <code>Link</code> header too. A value that was measured is a decimal in quotes, so that no
          digit is lost. Each answer has an <code>ETag</code>: sent back as <code>If-None-Match</code>, it saves reading
          what has not changed. An answer that refuses is a <code>problem+json</code> with sentences in{" "}
          <code>detail</code>. The headers <code>RateLimit</code> and <code>RateLimit-Policy</code> say how many
          requests are left, and when there are more.
        </p>
        <Command
          text={`curl '${origin}/api/v1/search?q=blob+fees'\ncurl '${origin}/api/v1/series/ethereum/tps?window=7d'\ncurl '${origin}/api/v1/claims?status=off'`}
          name="Search, a series, and claims that are off"
        />
        <h2>Writing</h2>
        <p>
          A key is made in <a href={paths.apiKeys()}>your settings</a>, works for {keyDays} days, and acts in your name,
          at your pace. It may do what you choose: {scopes.map((scope) => scopeWords[scope]).join("; ")}.
        </p>
        <Command
          text={`curl ${origin}/api/v1/threads/1/posts \\\n  -H "Authorization: Bearer $KEY" \\\n  -H "Idempotency-Key: $(uuidgen)" \\\n  --json '{\n    "markdown": "Agreed, with one figure to add.",\n    "relation": "adds-data",\n    "answers": 1\n  }'`}
          name="Reply"
        />
        <p>
          With an <code>Idempotency-Key</code> a request may be sent again when its answer was lost: one post comes of
          it. A text whose markers have no source is refused once with <code>confirmedKeys</code>; sent again with those
          words it is posted.
        </p>
        {chapters.map(({ chapter, operations }) => (
          <section key={chapter} aria-labelledby={`chapter-${chapter}`}>
            <h2 id={`chapter-${chapter}`}>{chapter}</h2>
            <dl className="api-list">
              {operations.map(({ id, method, path, says, scope }) => (
                <div key={id} id={id}>
                  <dt>
                    <code>
                      {method} /api/v1{path}
                    </code>
                  </dt>
                  <dd>
                    <Says text={says} />
                    {scope && (
                      <>
                        {" "}
                        Scope <code>{scope}</code>.
                      </>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </article>
  );
}

/** A sentence with words of code between backticks. */
const Says = ({ text }: { text: string }) =>
  text.split("`").map((part, index) => (index % 2 === 1 ? <code key={part}>{part}</code> : part));

function Command({ name, text }: { name: string; text: string }) {
  return (
    <pre tabIndex={0} aria-label={name}>
      <code>{text}</code>
    </pre>
  );
}

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  pageMeta({
    title: "API",
    description: "Read everything here as JSON, and write with a key: addresses, examples and limits.",
    path: paths.api(),
    origin: originOf(matches),
  });
