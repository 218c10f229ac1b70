import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode, useEffect } from "react";
import { hydrateRoot } from "react-dom/client";
import { HtmlBodies } from "~/ui/html-body";
import { hydration } from "~/ui/hydration";
import { rememberSubmits } from "~/ui/last-submit";
import { PageFacts } from "~/ui/page-facts";
import { useIsHydrated } from "~/ui/use-is-hydrated";

/** The texts in the page, which hydration reuses instead of receiving them again. */
const bodies = new Map(
  [...document.querySelectorAll<HTMLElement>("[data-body]:not([data-body] *)")].map((element) => [
    element.dataset["body"] ?? "",
    sentHtml(element),
  ]),
);

/** The text as the server sent it, without what the browser modules added. */
function sentHtml(element: HTMLElement) {
  if (!element.querySelector("[data-added]")) return element.innerHTML;
  const copy = element.cloneNode(true) as HTMLElement;
  for (const added of copy.querySelectorAll("[data-added]")) added.remove();
  return copy.innerHTML;
}

/** The id of the request whose error this page shows; later errors belong to other requests. */
const requestId = document.querySelector("[data-request-id]")?.textContent ?? undefined;
const facts = {
  get requestId() {
    return hydration.isOver ? undefined : requestId;
  },
};

function HydrationEnd() {
  const isLive = useIsHydrated();
  useEffect(() => {
    hydration.isOver = true;
  }, []);
  useEffect(() => {
    if (!isLive) return;
    // Browser modules wait for this, because their changes before hydration would confuse React. They begin in a task of their
    // own, because the current one runs the effects of the whole page.
    setTimeout(() => {
      document.documentElement.dataset["hydrated"] = "";
      dispatchEvent(new Event("hydrated"));
    });
  }, [isLive]);
  return null;
}

rememberSubmits();

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <PageFacts.Provider value={facts}>
        <HtmlBodies.Provider value={bodies}>
          <RemixBrowser />
          <HydrationEnd />
        </HtmlBodies.Provider>
      </PageFacts.Provider>
    </StrictMode>,
  );
});
