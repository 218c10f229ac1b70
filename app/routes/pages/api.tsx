import { type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { keyDays, scopes, scopeWords } from "~/features/api/api";
import { listOperations } from "~/features/api/api.server";
import {
  daysKept,
  eventTypes,
  eventWords,
  hoursOfBoth,
  mostTries,
  receiverExample,
} from "~/features/webhooks/webhooks";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { pageData } from "~/platform/page-data.server";
import { pageMeta, siteOf } from "~/ui/page-meta";

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
          at your pace. It may do what you choose: {scopes.map((scope) => scopeWords[scope]).join("; ")}. The commands
          below find it in <code>KEY</code>, and need curl 7.82 or newer.
        </p>
        <Command
          text={`export KEY=cp_…\n${written({ origin, path: "/threads/1/posts", isSentOnce: true, sent: aReply })}`}
          name="Reply"
        />
        <p>
          With an <code>Idempotency-Key</code> a request may be sent again when its answer was lost: one post comes of
          it. The same words to another thread are another request; other words to the same one are refused with 409. A
          text whose markers have no source is refused once with <code>confirmedKeys</code>; sent again with those words
          it is posted.
        </p>
        <Command text={written({ origin, path: "/threads", isSentOnce: true, sent: aThread })} name="Start a thread" />
        <p>
          An edit names the revision that it began from, so that it never overwrites another one. Put the number of a
          post of yours in the place of <code>POST</code>.
        </p>
        <Command text={written({ origin, path: "/posts/$POST", method: "PATCH", sent: anEdit })} name="Edit a post" />
        <Command
          text={[
            written({ origin, path: "/posts/1/vote", method: "PUT", sent: { axis: "worth", value: 1 } }),
            written({ origin, path: "/drafts/new", method: "PUT", sent: aDraft }),
            written({ origin, path: "/citations/1/review", method: "PUT", sent: { verdict: "says_it" } }),
          ].join("\n\n")}
          name="Vote, save a draft, review a citation"
        />
        <Command
          text={`curl ${origin}/api/v1/uploads \\\n  -H "Authorization: Bearer $KEY" \\\n  -F file=@chart.png \\\n  -F "alt=Fees per day, falling"`}
          name="Add a picture"
        />
        <WebhooksPart />
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

const aReply = { markdown: "Agreed, with one figure to add.", relation: "adds-data", answers: 1 };
const aThread = { title: "How far do blobs reach?", tags: ["fees"], markdown: "Three per block, and then?" };
const anEdit = { markdown: "Six per block, and then?", revision: 1, reason: "Counted again." };
const aDraft = { fields: { title: ["Not yet"], body: ["More of this later."] }, version: 0 };

type Writing = { origin: string; path: string; method?: "PUT" | "PATCH"; isSentOnce?: boolean; sent: object };

/** The command that sends this. */
function written({ origin, path, method, isSentOnce = false, sent }: Writing): string {
  const lines = [
    `curl ${method ? `-X ${method} ` : ""}${origin}/api/v1${path}`,
    '-H "Authorization: Bearer $KEY"',
    ...(isSentOnce ? ['-H "Idempotency-Key: $(openssl rand -hex 16)"'] : []),
    `--json '${JSON.stringify(sent, null, 2).replaceAll("\n", "\n  ")}'`,
  ];
  return lines.join(" \\\n  ");
}

/** What is sent to webhooks, and how a receiver checks that it comes from here. */
function WebhooksPart() {
  return (
    <section aria-labelledby="webhooks">
      <h2 id="webhooks">Webhooks</h2>
      <p>
        Instead of asking again and again, have your program told: make a <a href={paths.webhooks()}>webhook</a> for one
        of your keys. What is sent are ids and addresses; what they stand for is read here, as far as it is public then.
      </p>
      <dl className="api-list">
        {eventTypes.map((type) => (
          <div key={type}>
            <dt>
              <code>{type}</code>
            </dt>
            <dd>{eventWords[type]}.</dd>
          </div>
        ))}
      </dl>
      <Command text={eventExample} name="The body of a message" />
      <p>
        A message is a POST with the headers <code>webhook-id</code>, <code>webhook-timestamp</code> and{" "}
        <code>webhook-signature</code> of Standard Webhooks. The signature is <code>v1,</code> and the HMAC-SHA256 of
        id, timestamp and body with dots between them, in base64; the key are the bytes that the secret holds in base64
        behind <code>whsec_</code>. For {hoursOfBoth} hours after you replace a secret there are two signatures, with a
        space between them. This receiver runs as it stands:
      </p>
      <Command text={receiverExample} name="A receiver that checks the signature" />
      <p>
        Any status from 200 to 299 within ten seconds means that you have it. Otherwise it is sent again, up to{" "}
        {mostTries} times over three days, or when <code>Retry-After</code> says; 410 ends the webhook, and so do five
        days without a success. A message may come twice and in any order: its <code>webhook-id</code> stays the same.
        The log in your settings shows each attempt for {daysKept} days and sends one again.
      </p>
    </section>
  );
}

const eventExample = JSON.stringify(
  {
    type: "post.edited",
    timestamp: "2026-11-29T15:04:05.000Z",
    data: {
      post: { id: 512, url: "https://forum.example/p/512", api: "https://forum.example/api/v1/posts/512" },
      thread: { id: 42, url: "https://forum.example/t/42", api: "https://forum.example/api/v1/threads/42" },
      revision: 3,
    },
  },
  null,
  2,
);

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
    site: siteOf(matches),
  });
