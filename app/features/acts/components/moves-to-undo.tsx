import { Form } from "@remix-run/react";
import { MemberName } from "~/features/members/components/member-name";
import { paths } from "~/paths";
import { counted } from "~/ui/count";
import { errorsOf, type FormState, typed } from "~/ui/form-state";
import { Time } from "~/ui/time";

type Move = {
  id: number;
  kind: string;
  at: string;
  posts: number;
  from: { id: number; slug: string; title: string };
  to: { id: number; slug: string; title: string };
  by: { handle: string; name: string };
};

/** The moves from and to a thread, each with a form that takes it back. */
export function MovesToUndo({ moves, state }: { moves: Move[]; state: FormState }) {
  if (moves.length === 0) return null;
  return (
    <section className="thread-acts-moves">
      <h2>Moves that can be taken back</h2>
      <ul className="line-list">
        {moves.map((move) => {
          const isThis = typed(state, "move") === String(move.id);
          const errors = isThis ? errorsOf(state, "reason") : undefined;
          return (
            <li key={move.id}>
              <p className="line-note">
                <MemberName member={move.by} />{" "}
                {move.kind === "merge" ? "merged all posts" : `moved ${counted(move.posts, "post")}`} from{" "}
                <a href={paths.thread(move.from)}>{move.from.title}</a> to{" "}
                <a href={paths.thread(move.to)}>{move.to.title}</a> · <Time at={move.at} />
              </p>
              <Form method="post" reloadDocument className="thread-acts-undo">
                <input type="hidden" name="act" value="move_back" />
                <input type="hidden" name="move" value={move.id} />
                <label>
                  Reason{" "}
                  <input
                    className="filter-field"
                    name="reason"
                    required
                    minLength={3}
                    maxLength={300}
                    defaultValue={isThis ? typed(state, "reason") : ""}
                    aria-invalid={errors ? true : undefined}
                  />
                </label>
                <button className="button">Move back</button>
                {errors && <p className="field-error">{errors.join(" ")}</p>}
              </Form>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
