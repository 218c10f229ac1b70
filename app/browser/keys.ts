import { singleKey } from "~/ui/single-key";
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
    while (pressKey && waiting.length > 0) {
      const { key, at } = waiting.shift()!;
      pressKey(key, at);
    }
  };
  page.addEventListener("keydown", (event) => {
    const key = singleKey(event);
    if (key === null) return;
    actOnWaiting();
    if (key === "/") {
      // Keys whose script has not come move nothing away from the field that is written in from now on.
      if (goToSearch(page)) {
        waiting.length = 0;
        event.preventDefault();
      }
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
