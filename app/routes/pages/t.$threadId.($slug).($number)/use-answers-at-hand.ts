import { useEffect } from "react";

/** Routes whose forms stand at a post and say by themselves that there is no connection. */
const answers = ["vote", "react", "bookmark"].map((name) => `routes/answers/p.$postId_.${name}`);

type Manifest = { routes: Record<string, { module: string } | undefined> };

/**
 * Loads the modules of a post's small forms before they are needed: the framework loads one at its first press, and without
 * a connection it would leave the page for that.
 */
export function useAnswersAtHand(isMember: boolean) {
  useEffect(() => {
    if (!isMember) return;
    const { __remixManifest: manifest } = window as unknown as { __remixManifest?: Manifest };
    for (const id of answers) {
      const route = manifest?.routes[id];
      // One that does not come is asked for again by the press.
      if (route) import(/* @vite-ignore */ route.module).catch(() => {});
    }
  }, [isMember]);
}
