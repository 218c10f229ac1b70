import { Form } from "@remix-run/react";
import { titleLimits } from "~/features/threads/threads";
import { paths } from "~/paths";
import { Field, FormErrors, TextField } from "~/ui/field";
import { errorsOf, fieldOf, type FormState, typed, typedAll } from "~/ui/form-state";
import { ReasonField } from "~/ui/reason-field";
import { actWords, type ThreadAct } from "../thread-act";
import { PostLine, type PostToMove } from "./post-line";

type Props = {
  thread: { id: number };
  acts: ThreadAct[];
  posts: PostToMove[];
  /** The post from which one came here. */
  chosen: number | null;
  /** Where earlier and later posts stand. */
  pages: { earlier: number | null; later: number | null };
  state: FormState;
};

/** All acts on a thread; the one that is chosen opens its fields in place. */
export function ActForm({ thread, acts, posts, chosen, pages, state }: Props) {
  const act = typed(state, "act", chosen === null ? "" : "move_posts");
  const missing = errorsOf(state, "act");
  return (
    <Form method="post" reloadDocument>
      <FormErrors errors={errorsOf(state, "")} />
      <fieldset className="flag-reasons">
        <legend className="visually-hidden">What is to be done?</legend>
        {missing && <p className="field-error">{missing.join(" ")}</p>}
        {acts.map((one) => (
          <div className="flag-reason" key={one}>
            <label>
              <input type="radio" name="act" value={one} required defaultChecked={act === one} />
              <b>{actWords[one].name}</b>
              <span>{actWords[one].says}</span>
            </label>
            {one === "close_thread" && (
              <div className="flag-question">
                <TextField
                  {...fieldOf(state, "summary")}
                  label="What came of it"
                  rows={4}
                  help="20 to 2,000 characters, in plain text."
                />
              </div>
            )}
            {one === "move_posts" && (
              <div className="flag-question">
                <PostChoice thread={thread} posts={posts} chosen={chosen} pages={pages} state={state} />
                <TargetChoice state={state} />
              </div>
            )}
            {one === "merge_thread" && (
              <div className="flag-question">
                <p className="field-help">Give the other thread below, under “Another thread”.</p>
              </div>
            )}
          </div>
        ))}
      </fieldset>
      <div className="thread-acts-target">
        <Field
          {...fieldOf(state, "target")}
          label="Another thread"
          help="Its number or address: where posts go that don’t go to a new thread."
        />
      </div>
      <ReasonField state={state} />
      <div className="form-actions">
        <button className="button button-primary">Go on</button>
        <a href={paths.threadById(thread.id)}>Cancel</a>
      </div>
    </Form>
  );
}

type ChoiceProps = Pick<Props, "thread" | "posts" | "chosen" | "pages" | "state">;

function PostChoice({ thread, posts, chosen, pages, state }: ChoiceProps) {
  const boxes = new Set([...typedAll(state, "box"), ...(chosen !== null && !state ? [String(chosen)] : [])]);
  return (
    <>
      <ul className="thread-acts-posts" tabIndex={0} aria-label="Posts">
        {posts
          .filter(({ number }) => number > 1)
          .map((post) => (
            <li key={post.id}>
              <label>
                <input type="checkbox" name="box" value={post.number} defaultChecked={boxes.has(String(post.number))} />
                <PostLine post={post} />
              </label>
            </li>
          ))}
      </ul>
      {(pages.earlier !== null || pages.later !== null) && (
        <p className="field-help">
          {pages.earlier !== null && (
            <a href={`${paths.moderateThread(thread)}?from=${pages.earlier}`}>Earlier posts</a>
          )}{" "}
          {pages.later !== null && <a href={`${paths.moderateThread(thread)}?from=${pages.later}`}>Later posts</a>}
        </p>
      )}
      <Field {...fieldOf(state, "posts")} label="Or their numbers" help="4, 7–9. What answers a post moves with it." />
    </>
  );
}

function TargetChoice({ state }: { state: FormState }) {
  const to = typed(state, "to", "new");
  const errors = errorsOf(state, "to");
  return (
    <>
      <p className="thread-acts-to">
        <label>
          <input type="radio" name="to" value="new" defaultChecked={to === "new"} /> To a new thread
        </label>
        <label>
          <input type="radio" name="to" value="other" defaultChecked={to === "other"} /> To another thread, given below
        </label>
      </p>
      {errors && <p className="field-error">{errors.join(" ")}</p>}
      <Field
        {...fieldOf(state, "title")}
        label="Title of the new thread"
        limit={titleLimits.max}
        help="It gets the tags of this thread. The first post that moves opens it."
      />
    </>
  );
}
