import { paths } from "~/paths";
import type { TagScreen } from "./tag-screen.server";

/** The tags filed below this one, and those that stand beside it on threads. */
export function TagAside({ tag, related }: Pick<TagScreen, "tag" | "related">) {
  if (tag.children.length === 0 && related.length === 0) return null;
  return (
    <aside className="tag-aside" aria-label="Tags near this one">
      {tag.children.length > 0 && (
        <section>
          <h2>Filed below</h2>
          <ul>
            {tag.children.map((child) => (
              <li key={child.slug}>
                <a href={paths.tagPage(child)}>{child.name}</a>
                <span className="count">
                  {child.threadCount}
                  <span className="visually-hidden">{child.threadCount === 1 ? " thread" : " threads"}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {related.length > 0 && (
        <section>
          <h2>Related tags</h2>
          <ul>
            {related.map((other) => (
              <li key={other.slug}>
                <a href={paths.tagPage(other)}>{other.name}</a>
                <a
                  className="count"
                  href={paths.tag(tag, { tag: [other.slug] })}
                  aria-label={`${other.together} ${other.together === 1 ? "thread" : "threads"} with both ${tag.name} and ${other.name}`}
                >
                  {other.together} together
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}
