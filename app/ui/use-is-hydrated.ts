import { useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * Whether the page is hydrated. Controls that need script appear after that, so that server and browser render the
 * same.
 */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
