import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { holdPlace, postInView } from "~/browser/hold-place";
import { type End, watchEnds } from "~/browser/near-ends";
import { windowSize } from "~/features/posts/posts";
import { paths } from "~/paths";
import { useBeforePaint } from "~/ui/use-before-paint";
import { joining, joinWindows, type Part } from "./join-windows";
import type { ThreadScreen } from "./thread-screen";

/** What the page's own address answers with when it is asked for data. */
type Answer = ThreadScreen & {
  print: null;
  held: Record<string, string[]> | null;
  idempotencyKey: string | null;
  bodies: Record<string, string> | null;
};

/** More would make the page slow: those farthest from where one reads are given up, and come again when one goes back. */
const mostBeside = 7;

/**
 * The page's posts together with the windows before and after it that have been read on into. They are loaded when the links to
 * them come near, and what is read stays where it is.
 */
export function useWindows(page: Part): Part {
  const fetcher = useFetcher<Answer>();
  const [loaded, setLoaded] = useState<Part[]>([]);
  const own = page.screen.window;
  const beside = joining(
    own,
    loaded.map((part) => ({ ...part.screen.window, part })),
  ).map(({ part }) => part);
  const joined = page.screen.view === "flat" ? joinWindows(page, beside) : page;

  const restore = useRef<(() => void) | null>(null);
  useBeforePaint(() => {
    restore.current?.();
    restore.current = null;
  });

  const asked = useRef<End | null>(null);
  const reach = useRef<(end: End) => void>(() => {});
  const { thread, window } = joined.screen;
  useEffect(() => {
    reach.current = (end) => {
      if (fetcher.state !== "idle" || asked.current !== null) return;
      asked.current = end;
      fetcher.load(
        paths.threadAt(thread, end === "next" ? window.last + 1 : window.first - windowSize) + flat(end, window),
      );
    };
  });
  useEffect(() => {
    if (fetcher.state !== "idle" || !fetcher.data) return;
    const { print: _print, held: _held, idempotencyKey: _key, bodies, ...screen } = fetcher.data;
    const end = asked.current;
    asked.current = null;
    if (!end) return;
    restore.current = holdPlace(postInView(document));
    setLoaded((before) => {
      const others = before.filter((part) => part.screen.window.first !== screen.window.first);
      const all = [...others, { screen, bodies }];
      if (all.length <= mostBeside) return all;
      const sorted = all.toSorted((a, b) => a.screen.window.first - b.screen.window.first);
      return end === "next" ? sorted.slice(1) : sorted.slice(0, -1);
    });
  }, [fetcher.state, fetcher.data]);
  useEffect(() => {
    if (page.screen.view !== "flat") return;
    const ends = watchEnds(document, (end) => reach.current(end));
    return ends.stop;
  }, [page.screen.view]);
  return joined;
}

/** The first window's own address may show another view. */
const flat = (end: End, { first }: { first: number }) =>
  end === "prev" && first <= windowSize + 1 ? "?view=flat" : "";
