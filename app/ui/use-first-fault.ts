import { useNavigation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { showFirstFault } from "./first-fault";

/** Shows the first fault of a form that was sent by script and came back. Sent without it, `enhance` does. */
export function useFirstFault() {
  const { state, formMethod } = useNavigation();
  const wasSent = useRef(false);
  useEffect(() => {
    if (state === "submitting" || (state === "loading" && formMethod === "POST")) wasSent.current = true;
    else if (state === "idle" && wasSent.current) {
      wasSent.current = false;
      showFirstFault(document);
    }
  }, [state, formMethod]);
}
