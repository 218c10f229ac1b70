import { useLocation } from "@remix-run/react";
import { wayBackField } from "../way-back";

/** For forms that a browser without script sends: they lead back to this page, with its view and order. */
export function WayBack() {
  const { pathname, search } = useLocation();
  const shown = new URLSearchParams(search);
  // What was to be answered is no part of where one is.
  shown.delete("reply");
  const page = shown.size > 0 ? `${pathname}?${shown}` : pathname;
  return <input type="hidden" name={wayBackField} value={page} />;
}
