import { createContext, useContext } from "react";

/**
 * Html of texts by key. On the server it comes from the loaders; in the browser from the page itself, so that a text
 * travels once. After a navigation within the app it comes with the loader's data.
 */
export const HtmlBodies = createContext<ReadonlyMap<string, string>>(new Map());

type Props = { id: string; className?: string; html?: string | undefined };

/** The one place where html goes into a page as it is. What comes here was rendered and sanitised by the markdown room. */
export function HtmlBody({ id, className, html }: Props) {
  const bodies = useContext(HtmlBodies);
  const content = html ?? bodies.get(id) ?? "";
  return (
    <div data-body={id} className={className} dangerouslySetInnerHTML={{ __html: content }} suppressHydrationWarning />
  );
}
