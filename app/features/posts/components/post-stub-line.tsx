import { paths } from "~/paths";
import type { PostStub } from "../post";

type StubProps = { stub: PostStub; ground: { id: number; reason: string; moderator: string } | null };

/** The stub of a hidden or deleted post, which keeps its number, or of one that makes the page too large. */
export function PostStubLine({ stub, ground }: StubProps) {
  if (stub.reason === "too-large")
    return (
      <div className="post-stub">
        <p id={`post-${stub.number}`}>
          {`Post ${stub.number} is not shown here, because the page would be larger than 2 MB. `}
          <a href={paths.post(stub)}>{`Read post ${stub.number}`}</a>
        </p>
      </div>
    );
  if (stub.reason === "moved")
    return (
      <div className="post-stub">
        <p id={`post-${stub.number}`}>
          {`Post ${stub.number} was moved to `}
          <a href={paths.post(stub)}>
            {stub.to?.title ? `post ${stub.to.number} of “${stub.to.title}”` : "another thread"}
          </a>
          .
        </p>
      </div>
    );
  const who = stub.isOwn ? "you" : "its author";
  return (
    <div className="post-stub" id={`p-${stub.id}`}>
      <p id={`post-${stub.number}`}>
        {`Post ${stub.number} was ${stub.reason === "deleted" ? `deleted by ${who}` : `hidden by ${ground?.moderator ?? "a moderator"}`}.`}
        {ground && stub.reason === "hidden" && (
          <>
            {" "}
            “{ground.reason}” (<a href={paths.modAction(ground)}>log</a>)
          </>
        )}
      </p>
      {stub.isOwn && stub.reason === "deleted" && (
        <form method="post" action={paths.editPost(stub)}>
          <button className="button" name="intent" value="undelete">
            Bring it back
          </button>
        </form>
      )}
    </div>
  );
}
