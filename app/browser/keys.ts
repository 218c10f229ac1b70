import { areKeysTaken, singleKey } from "~/ui/single-key";
import { goToSearch } from "./search-keys";

/**
 * Acts on keys in the order in which they are pressed. The shortcuts are loaded when the first letter is pressed outside of
 * a field; the way to a search field is always there.
 */
export function watchKeys(page: Document) {
  let loading: Promise<void> | null = null;
  let pressKey: typeof import("./keyboard").pressKey | undefined;
  const waiting: { key: string; at: number }[] = [];
  const actOnWaiting = () => {
    while (waiting.length > 0) {
      // What waits takes nobody out of a field or sheet that was come to since, by an earlier key or otherwise.
      if (areKeysTaken()) waiting.length = 0;
      else if (!pressKey) return;
      else {
        const { key, at } = waiting.shift()!;
        pressKey(key, at);
      }
    }
  };
  page.addEventListener("keydown", (event) => {
    // First, because they may give the focus to a field, and then this key is its text.
    actOnWaiting();
    const key = singleKey(event);
    if (key === null) return;
    if (key === "/") {
      if (goToSearch(page)) event.preventDefault();
      return;
    }
    waiting.push({ key, at: performance.now() });
    loading ??= import("./keyboard").then(
      (loaded) => void (pressKey = loaded.pressKey),
      (error: unknown) => {
        loading = null;
        waiting.length = 0;
        throw error;
      },
    );
    // After the key's own effect: a field that gets the focus by it must not get its letter too.
    void loading.then(() => setTimeout(actOnWaiting));
  });
}
