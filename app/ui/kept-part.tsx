import { useLocation } from "@remix-run/react";
import { type ComponentType, createContext, createElement, useContext } from "react";

/** Where the server keeps parts of pages; there is none in the browser. */
export type PartKeeper = {
  /** A mark in whose place the kept html of this key is put; null when the part is to be drawn. */
  findMark(key: string): string | null;
  /** Two marks for a part that is drawn: its html stands between them. */
  marksOf(key: string): { begin: string; end: string };
};

export const KeptParts = createContext<PartKeeper | null>(null);

/** An element that stands around a part's html on the server, and around the part itself in the browser: the page is the same. */
type Props<Data extends object, Handlers extends object> = {
  /** Names the part: parts of one name are drawn by one component. */
  name: string;
  as: "article" | "tr";
  attributes: Record<string, string | number | undefined>;
  /**
   * Draws the part from its data and the page's address alone: it reads no other context, so that whoever is shown the same
   * data is shown the same html. Parts don't hold parts.
   */
  part: ComponentType<Data & Handlers>;
  /** All that it shows, as JSON has it. */
  data: Data;
  /** What is no part of the html: functions, and keys of components. */
  handlers: Handlers;
};

export function KeptPart<Data extends object, Handlers extends object>(props: Props<Data, Handlers>) {
  const { name, as, attributes, part: Part, data, handlers } = props;
  const keeper = useContext(KeptParts);
  const { pathname, search } = useLocation();
  if (keeper === null) return createElement(as, attributes, <Part {...data} {...handlers} />);
  const key = JSON.stringify([name, pathname, search, data]);
  const kept = keeper.findMark(key);
  if (kept !== null) return createElement(as, attributes, <i data-part={kept} />);
  const { begin, end } = keeper.marksOf(key);
  return createElement(
    as,
    attributes,
    <i data-part={begin} />,
    <Part {...data} {...handlers} />,
    <i data-part={end} />,
  );
}
