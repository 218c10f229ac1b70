import { createContext, type RefObject, useContext } from "react";

/**
 * Html of texts by key. On the server it comes from loaders, as marks in whose place the texts are put at the end; in the
 * browser from the page itself, so that a text is sent once. After navigation it comes with loader data.
 */
export const HtmlBodies = createContext<Pick<ReadonlyMap<string, string>, "get">>(new Map());

type Props = { id: string; className?: string; html?: string | undefined };

/** The only place that inserts html unescaped: rendered and sanitized by the markdown room, or drawn by our own components. */
export function HtmlBody({ id, className, html }: Props) {
  const bodies = useContext(HtmlBodies);
  const content = html ?? bodies.get(id) ?? "";
  return (
    <div data-body={id} className={className} dangerouslySetInnerHTML={{ __html: content }} suppressHydrationWarning />
  );
}

type SentProps = { place: RefObject<HTMLDivElement>; className: string; isHidden: boolean };

const unchanged = { __html: "" };

/**
 * Keeps what the server drew here, and inserts nothing: while React takes over a page it leaves the content of such an element
 * alone, and later on as long as the html that it is given stays the same.
 */
export function AsSent({ place, className, isHidden }: SentProps) {
  return (
    <div
      ref={place}
      className={className}
      hidden={isHidden}
      dangerouslySetInnerHTML={unchanged}
      suppressHydrationWarning
    />
  );
}
