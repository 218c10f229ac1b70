import { paths } from "~/paths";
import { Icon } from "~/ui/icon";

/** In the place of the dock, for visitors: how to reply. It stays at the foot of the window while the thread is read. */
export function VisitorBar({ thread }: { thread: { id: number; slug: string } }) {
  const back = `${paths.thread(thread)}#reply`;
  return (
    <p className="visitor-bar" id="reply">
      <a className="button button-primary" href={paths.signIn(back)}>
        <Icon name="reply" />
        Sign in to reply
      </a>{" "}
      <span>
        or <a href={paths.signUp(back)}>join</a>
        <span className="visitor-bar-more">; it takes a handle, an e-mail address and a password</span>
      </span>
    </p>
  );
}
