import type { Tag } from "~/features/tags/tags";
import { paths } from "~/paths";
import { HalfMark } from "~/ui/icon";
import { shorten } from "~/ui/shorten";

/** No tag has this address, nor had it once; those that are called something like it are offered. */
export function UnknownTag({ asked, near }: { asked: string; near: (Tag & { threadCount: number })[] }) {
  return (
    <section className="state-page">
      <HalfMark />
      <p className="state-code">404 · Not found</p>
      <h1 dir="auto">There is no tag “{shorten(asked, 60)}”</h1>
      {near.length > 0 ? (
        <>
          <p className="state-lead">Did you mean one of these?</p>
          <ul className="near-tags">
            {near.map((tag) => (
              <li key={tag.slug}>
                <a href={paths.tagPage(tag)}>{tag.name}</a>{" "}
                <span className="count">
                  {tag.threadCount} {tag.threadCount === 1 ? "thread" : "threads"}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="state-lead">No tag is called anything like it.</p>
      )}
      <p>
        <a className="button button-primary" href={paths.tags()}>
          All tags
        </a>
      </p>
    </section>
  );
}
