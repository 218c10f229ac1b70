import { paths } from "~/paths";
import { formatDate } from "~/ui/dates";
import type { MailingView } from "../mailing.server";

/** Whether a member's mails can reach them, and what to do where they can't. */
export function MailState({ mailing }: { mailing: MailingView }) {
  const { isOn, address, isVerified, stopped, takesReplies } = mailing;
  if (!isOn) return <p className="form-context">This site sends no mail, so everything stays in the inbox.</p>;
  if (address === null || !isVerified)
    return (
      <p className="form-context">
        No mail reaches you before you have <a href={paths.changeEmail()}>confirmed an address</a>.
      </p>
    );
  if (!stopped)
    return (
      <p className="form-context">
        Mails go to {address}. <a href={paths.changeEmail()}>Change the address</a>
        {takesReplies && (
          <>
            {" "}
            You can answer them: <a href={paths.repliesByMail()}>your replies by mail</a>
          </>
        )}
      </p>
    );
  return (
    <form method="post" className="notice">
      <p>
        Mails to {address} were refused three times, the last time on {formatDate(stopped.at)}
        {stopped.said && <>: “{stopped.said}”</>}. Nothing is sent there any more.
      </p>
      <button className="button" name="intent" value="try-again">
        Try again
      </button>{" "}
      <a href={paths.changeEmail()}>Change the address</a>
    </form>
  );
}
