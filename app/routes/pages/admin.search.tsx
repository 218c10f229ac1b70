import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAdmin } from "~/features/auth/auth.server";
import { isMeiliGiven, readSearchHealth, type SearchHealth } from "~/features/search/search.server";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { invariantResponse } from "~/platform/responses.server";
import { Time } from "~/ui/time";
import { privateMeta } from "~/ui/page-meta";
import { countedInThousands, inThousands } from "~/ui/count";

export async function loader({ context }: LoaderFunctionArgs) {
  await requireAdmin(context);
  return json(await readSearchHealth());
}

export async function action({ context }: ActionFunctionArgs) {
  await requireAdmin(context);
  invariantResponse(isMeiliGiven(), "PostgreSQL is the only engine here; it has no index to fill anew.", {
    status: 409,
  });
  await enqueue(db, "search.rebuild");
  return redirect(paths.searchHealth(), 303);
}

export default function SearchHealthPage() {
  const { posts, meili } = useLoaderData<typeof loader>();
  return (
    <article className="profile search-health">
      <h1>Search</h1>
      {meili ? (
        <Meili posts={posts} meili={meili} />
      ) : (
        <p>
          PostgreSQL answers every search; {countedInThousands(posts, "post")} can be found. With <code>MEILI_URL</code>{" "}
          set, Meilisearch answers and PostgreSQL stands by.
        </p>
      )}
    </article>
  );
}

type MeiliHealth = NonNullable<SearchHealth["meili"]>;

/** Who answers a reader at this moment, as far as it can be told from here. */
function standing({ fault, isWhole, filling, lag }: MeiliHealth) {
  if (fault) return { isWell: false, words: `PostgreSQL answers: Meilisearch ${fault}.` };
  if (!isWhole)
    return { isWell: false, words: `PostgreSQL answers: the index is ${filling ? "being filled" : "not made yet"}.` };
  if (lag > 60) return { isWell: false, words: "PostgreSQL answers until the index has caught up." };
  return { isWell: true, words: "Meilisearch answers; PostgreSQL stands by." };
}

function Meili({ posts, meili }: { posts: number; meili: MeiliHealth }) {
  const { host, version, documents, waiting, lag, filledAt, filling, lastError, lastErrorAt } = meili;
  const { isWell, words } = standing(meili);
  return (
    <>
      <p>{isWell ? words : <b className="signal">{words}</b>}</p>
      <dl className="health-facts">
        <Fact name="Server">
          {host}
          {version && `, Meilisearch ${version}`}
        </Fact>
        <Fact name="Posts in the index">
          {documents === null ? "unknown" : inThousands(documents)} of {inThousands(posts)}
        </Fact>
        <Fact name="Changes it was not told yet">
          {waiting === 0 ? "none" : `${inThousands(waiting)}, the oldest ${lag} s old`}
        </Fact>
        <Fact name="Filled">{filledAt ? <Time at={filledAt} /> : "never"}</Fact>
        {filling && (
          <Fact name="Being filled">
            begun <Time at={filling.startedAt} />, up to post {inThousands(filling.filledTo)}
          </Fact>
        )}
        {lastError && lastErrorAt && (
          <Fact name="Last fault">
            {lastError}, <Time at={lastErrorAt} />
          </Fact>
        )}
      </dl>
      <form method="post">
        <button className="button">Fill the index anew</button>
        <p className="field-help">It is filled beside the present one, which answers until the new one is complete.</p>
      </form>
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export const meta: MetaFunction = () => privateMeta("Search · Administration");
