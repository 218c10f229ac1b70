import { useSyncExternalStore } from "react";

/** Whether a media query holds; on the server and while the page is taken over it doesn't. An empty one never does. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      if (query === "") return () => {};
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => query !== "" && window.matchMedia(query).matches,
    () => false,
  );
}
