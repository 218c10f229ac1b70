import { useEffect, useState } from "react";

/** Whether React runs this page: what needs script is shown from then on, so that server and browser write the same page. */
export function useIsHydrated(): boolean {
  const [isHydrated, setIsHydrated] = useState(false);
  useEffect(() => setIsHydrated(true), []);
  return isHydrated;
}
