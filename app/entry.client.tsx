import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode, useEffect } from "react";
import { hydrateRoot } from "react-dom/client";
import { HtmlBodies } from "~/ui/html-body";
import { hydration } from "~/ui/hydration";
import { PageFacts } from "~/ui/page-facts";

/** The texts that the page already holds: hydration takes them from there instead of getting them a second time. */
const bodies = new Map(
  [...document.querySelectorAll<HTMLElement>("[data-body]")].map((element) => [
    element.dataset["body"] ?? "",
    sentHtml(element),
  ]),
);

/** The text as the server sent it: what the enhancement has added to it by now is left out. */
function sentHtml(element: HTMLElement) {
  if (!element.querySelector("[data-added]")) return element.innerHTML;
  const copy = element.cloneNode(true) as HTMLElement;
  for (const added of copy.querySelectorAll("[data-added]")) added.remove();
  return copy.innerHTML;
}

/** The request that the page's fault belongs to, as the server wrote it; later faults belong to other requests. */
const requestId = document.querySelector("[data-request-id]")?.textContent ?? undefined;
const facts = {
  get requestId() {
    return hydration.isOver ? undefined : requestId;
  },
};

function HydrationEnd() {
  useEffect(() => {
    hydration.isOver = true;
    // The enhancements wait for this: what they add would be in React's way before.
    document.documentElement.dataset["hydrated"] = "";
    dispatchEvent(new Event("hydrated"));
  }, []);
  return null;
}

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
