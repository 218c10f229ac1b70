import { useEffect, useLayoutEffect } from "react";

/** An effect that runs before the browser draws; a server, which draws nothing, would warn of a layout effect. */
export const useBeforePaint = typeof document === "undefined" ? useEffect : useLayoutEffect;
