import { useEffect, useState } from "react";
import { paths } from "~/paths";

type Similar = { id: number; slug: string; title: string; postCount: number };

const pause = 400;

/** Suggests similar threads while a title is typed. */
export function SimilarThreads({ title }: { title: string }) {
  const [similar, setSimilar] = useState<Similar[]>([]);
  useEffect(() => {
    const asked = new AbortController();
    const timer = setTimeout(() => {
      fetch(paths.similarThreads(title), { signal: asked.signal })
        .then((response) => (response.ok ? (response.json() as Promise<{ items: Similar[] }>) : { items: [] }))
        .then(({ items }) => setSimilar(items))
        // Without a connection the form works without suggestions.
        .catch(() => {});
    }, pause);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
  }, [title]);

  return (
    <div className="similar-threads" aria-live="polite">
      {similar.length > 0 && (
        <>
          <p>Asked already?</p>
          <ul>
            {similar.map((thread) => (
              <li key={thread.id}>
                <a href={paths.thread(thread)} target="_blank" rel="noreferrer">
                  {thread.title}
                </a>{" "}
                <span>
                  {thread.postCount} {thread.postCount === 1 ? "post" : "posts"}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
