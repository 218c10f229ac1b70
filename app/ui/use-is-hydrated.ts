import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether React runs this page: what needs script is shown from then on, so that server and browser write the same page. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
