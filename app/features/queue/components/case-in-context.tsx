import { caseWords, decisionWords } from "~/features/cases/cases";
import { flagWords } from "~/features/flags/flags";
import { MemberName } from "~/features/members/components/member-name";
import { Tile } from "~/features/members/components/tile";
import { paths } from "~/paths";
import { counted } from "~/ui/count";
import { HtmlBody } from "~/ui/html-body";
import { Time } from "~/ui/time";
import type { QueueScreen } from "../queue.server";

type Current = NonNullable<QueueScreen["current"]>;
type Context = NonNullable<Current["context"]>;

/** One case: the thing itself in its context, and what was found or said about it. */
export function CaseInContext({ current, html }: { current: Current; html: string | undefined }) {
  const { context, lease } = current;
  return (
    <article className="case" aria-labelledby="case-title">
      <header className="case-head">
        <p className="case-kind">
          {context || current.held?.thread ? `${caseWords[current.kind].one} in` : caseWords[current.kind].one}
        </p>
        {lease && (
          <p className="case-lease" role="status">
            {lease.by.name} has it open too, since <Time at={lease.since} />
          </p>
        )}
        <h2 id="case-title">
          {context ? (
            <a href={paths.postInThread(context.thread, context.post)}>{context.thread.title}</a>
          ) : (
            titleOf(current)
          )}
        </h2>
      </header>
      {current.closedAt && <Decided decisions={current.decisions} />}
      {context && <Neighbour line={context.before} thread={context.thread} />}
      {context ? (
        <div className="case-post">
          <Record context={context} />
          <div className="post-main">
            <header className="post-head">
              <Tile member={context.post.author} />
              <div className="post-by">
                <p className="post-author">
                  <MemberName member={context.post.author} />
                </p>
              </div>
              <p className="post-dates">
                <a href={paths.postInThread(context.thread, context.post)}>
                  <Time at={context.post.createdAt} />
                </a>
              </p>
            </header>
            <HtmlBody id={`p-${context.post.id}`} className="prose" html={html} />
            <Found current={current} />
          </div>
        </div>
      ) : current.held ? (
        <Held held={current.held} html={html} current={current} />
      ) : current.picture ? (
        <>
          <a href={paths.upload(current.picture)}>
            <img
              className="case-picture"
              src={paths.upload(current.picture)}
              alt={current.picture.alt || "The picture, without a description"}
              width={current.picture.width}
              height={current.picture.height}
            />
          </a>
          <Found current={current} />
        </>
      ) : current.spam ? (
        <Spam spam={current.spam} />
      ) : current.proposal ? (
        <Proposed proposal={current.proposal} />
      ) : (
        <Found current={current} />
      )}
      {context && <Neighbour line={context.after} thread={context.thread} />}
    </article>
  );
}

/** What stands at the head of a case that is about no post. */
function titleOf({ proposal, held, spam, evidence, kind }: Current) {
  if (held?.thread) return <a href={paths.thread(held.thread)}>{held.thread.title}</a>;
  if (spam) return <MemberName member={spam.by} />;
  return proposal?.name ?? (held?.title || undefined) ?? evidence[0] ?? caseWords[kind].one;
}

/** A text that waits, as it would be posted. */
function Held({
  held,
  html,
  current,
}: {
  held: NonNullable<Current["held"]>;
  html: string | undefined;
  current: Current;
}) {
  const { record } = held;
  return (
    <div className="case-post">
      <div className="case-record">
        <p>
          <b>Member for {counted(record.days, "day")}</b>
          {`${counted(record.postCount, "post")} kept, ${record.hiddenCount} hidden`}
        </p>
        <p>
          <b>Sent</b> <Time at={held.createdAt} />
        </p>
        <p>
          <b>Without a decision</b>
          {held.endedAt ? (
            "ended"
          ) : held.releaseAt ? (
            <>
              posted <Time at={held.releaseAt} />
            </>
          ) : (
            "stays held: two rules matched"
          )}
        </p>
      </div>
      <div className="post-main">
        <header className="post-head">
          <Tile member={record} />
          <div className="post-by">
            <p className="post-author">
              <MemberName member={record} />
            </p>
          </div>
        </header>
        {held.body === null ? (
          <HtmlBody id={`held-${held.id}`} className="prose" html={html} />
        ) : (
          <pre className="case-text" dir="auto" tabIndex={0}>
            {held.body}
          </pre>
        )}
        <Found current={current} />
      </div>
    </div>
  );
}

/** All that a member wrote within a day. */
function Spam({ spam }: { spam: NonNullable<Current["spam"]> }) {
  const shown = spam.posts.length + spam.held.length;
  const all = spam.postCount + spam.heldCount;
  return (
    <section className="case-found" aria-labelledby="case-found">
      <h3 id="case-found">
        {`${counted(spam.postCount, "post")} and ${counted(spam.heldCount, "held text")} since `}
        <Time at={spam.from} />
      </h3>
      <p className="case-proposer">
        {`Member for ${counted(spam.by.days, "day")}, ${counted(spam.by.postCount, "post")} visible, ${spam.by.hiddenCount} hidden.`}
        {shown < all && ` The newest ${shown} of ${all} stand below; a decision is about all of them.`}
      </p>
      <ul className="case-written">
        {spam.posts.map((post) => (
          <li key={post.id}>
            <a href={paths.postInThread(post.thread, post)}>post {post.number}</a>
            <span dir="auto">{`${post.thread.title} · ${post.excerpt}`}</span>
            <Time at={post.at} />
          </li>
        ))}
        {spam.held.map((text) => (
          <li key={text.id}>
            <b>held</b>
            <span dir="auto">{text.excerpt}</span>
            <Time at={text.at} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Neighbour({ line, thread }: { line: Context["before"]; thread: Context["thread"] }) {
  if (!line) return null;
  return (
    <p className="case-neighbour">
      <span className="case-number">{line.number}</span>
      <span dir="auto">
        <b>{line.author}</b> · {line.line}
      </span>
      <a href={paths.postInThread(thread, line)}>open</a>
    </p>
  );
}

/** The author's record, beside the post. */
function Record({ context }: { context: Context }) {
  const { post, record, disclosures } = context;
  return (
    <div className="case-record">
      <p className="case-number">{post.number}</p>
      <p>
        <b>Member for {counted(record.days, "day")}</b>
        {`${counted(record.postCount, "post")} kept, ${record.hiddenCount} hidden`}
      </p>
      <p>
        <b>{disclosures.length > 0 ? "Discloses" : "No disclosure"}</b>
        {disclosures.length > 0 ? disclosures.join("; ") : "for any tag of this thread"}
      </p>
      <p>
        <b>{post.editedAt ? "Edited" : "Not edited"}</b>
        {post.isFolded ? (post.hasUsedEdit ? "hidden, has used the one edit" : "hidden, may edit it once") : "readable"}
      </p>
    </div>
  );
}

/** A topic or a description that a new member proposes, beside what stands now. */
function Proposed({ proposal }: { proposal: NonNullable<Current["proposal"]> }) {
  const { by, now, slug } = proposal;
  return (
    <section className="case-found case-proposal" aria-labelledby="case-found">
      <h3 id="case-found">
        Proposed by <MemberName member={by} />
      </h3>
      <p className="case-proposer">
        {`Member for ${counted(by.days, "day")}, ${counted(by.postCount, "post")} kept, ${by.hiddenCount} hidden. `}
        {slug &&
          (now ? <a href={paths.tag({ slug })}>The tag as it is</a> : `Its address would be ${paths.tag({ slug })}.`)}
      </p>
      {proposal.reason && (
        <p className="case-appeal" dir="auto">
          {proposal.reason}
        </p>
      )}
      {now && (
        <>
          <h4>What stands now{now.isNewer && ", newer than what was edited"}</h4>
          <pre className="case-text" dir="auto" tabIndex={0}>
            {now.description || "No description."}
          </pre>
        </>
      )}
      <h4>Proposed</h4>
      <pre className="case-text" dir="auto" tabIndex={0}>
        {proposal.description}
      </pre>
    </section>
  );
}

/** The flags, and the sentences that a rule wrote. */
function Found({ current }: { current: Current }) {
  const { flags, evidence, context, appeal } = current;
  if (appeal) return <Appealed appeal={appeal} />;
  if (flags.length === 0 && evidence.length === 0) return null;
  return (
    <section className="case-found" aria-labelledby="case-found">
      <h3 id="case-found">
        {flags.length > 0
          ? `${counted(flags.length, "flag")}${context?.post.isFolded ? ": hidden until somebody decides" : ""}`
          : "What was found"}
      </h3>
      <ul>
        {flags.map((flag) => (
          <li key={flag.id}>
            <b>{flagWords[flag.reason].name}</b>
            <span dir="auto">
              <MemberName member={flag.member} />
              {flag.interests.length > 0 && `, discloses ${flag.interests.join("; ")}`}
              {flag.words && `: ${flag.words}`}
            </span>
            <Time at={flag.at} />
          </li>
        ))}
        {current.questions.map((question) => (
          <li key={question.id}>
            <b>Asked by {question.askedBy}</b>
            <span dir="auto">
              {question.words}
              {question.answer &&
                ` Answered: ${question.answer === "disclosed" ? "an interest" : "none"}${question.answerWords && `, “${question.answerWords}”`}`}
            </span>
            <Time at={question.askedAt} />
          </li>
        ))}
        {evidence.map((sentence) => (
          <li key={sentence}>
            <span dir="auto">{sentence}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Appealed({ appeal }: { appeal: NonNullable<Current["appeal"]> }) {
  return (
    <section className="case-found" aria-labelledby="case-found">
      <h3 id="case-found">{`Against: ${appeal.against}`}</h3>
      <p className="case-appeal" dir="auto">
        <MemberName member={appeal.member} />, <Time at={appeal.at} />: {appeal.words}
      </p>
    </section>
  );
}

function Decided({ decisions }: { decisions: Current["decisions"] }) {
  return (
    <ul className="case-decided" role="status">
      {decisions.map(({ decision, reason, at, by, modActionId }) => (
        <li key={at}>
          <b>Decided:</b> {by ? by.name : "the site, by its rules,"}{" "}
          {decisionWords[decision as keyof typeof decisionWords]?.done ?? decision} · <Time at={at} />
          {reason && <q dir="auto">{reason}</q>}
          {modActionId !== null && (
            <>
              {!reason && " · "}
              <a href={paths.modAction({ id: modActionId })}>entry in the log</a>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
