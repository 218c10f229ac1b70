import { startTransition, useEffect, useState } from "react";
import { hydration } from "./hydration";

/**
 * Whether the page is hydrated. Controls that need script appear after that, so that server and browser render the
 * same. React renders them in slices, because nobody waits for them: the page can be used meanwhile.
 */
export function useIsHydrated(): boolean {
  const [isHydrated, setIsHydrated] = useState(hydration.isOver);
  useEffect(() => {
    if (!isHydrated) startTransition(() => setIsHydrated(true));
  }, [isHydrated]);
  return isHydrated;
}
