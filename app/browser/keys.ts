import { singleKey } from "~/ui/single-key";

/** Loads the shortcuts when the first letter is pressed outside of a field. "/" has a module of its own. */
export function watchKeys(page: Document) {
  let loading: Promise<typeof import("./keyboard")> | null = null;
  page.addEventListener("keydown", (event) => {
    const key = singleKey(event);
    if (key === null || key === "/") return;
    // One promise for all: keys are handled in the order in which they are pressed.
    loading ??= import("./keyboard").catch((error: unknown) => {
      loading = null;
      throw error;
    });
    const at = performance.now();
    // After the key's own effect: a field that gets the focus by it must not get its letter too.
    void loading.then(({ pressKey }) => setTimeout(() => pressKey(key, at)));
  });
}
