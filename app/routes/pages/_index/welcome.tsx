import { paths } from "~/paths";

type Props = { thread: { id: number; slug: string; title: string } | null };

/** For visitors: what this site is, one thread to read, and the way in. */
export const Welcome = ({ thread }: Props) => (
  <section className="welcome" aria-label="About this site">
    <p>
      <span>Research debates on scaling Ethereum, in which every number can be traced and checked.</span>{" "}
      {thread && <a href={paths.thread(thread)}>Read one: {thread.title}</a>}
    </p>
    <a className="button button-primary" href={paths.signUp()}>
      Join
    </a>
  </section>
);
