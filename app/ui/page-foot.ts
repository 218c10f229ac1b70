/**
 * What stays at the window's foot while a page is read: its route says it as `handle`, and the page's root wears it, so that styles
 * keep room below an element with the focus. With `:has` in their place a browser would search the whole page as it arrives.
 */
export type PageFoot = { foot: "bar" | "form" };

type Matches = readonly { handle?: unknown }[];

/** The foot of the page with these routes; members have the dock in place of the bar, which says itself how high it is. */
export function footOf(matches: Matches, isMember: boolean): PageFoot["foot"] | undefined {
  const foot = matches.map(({ handle }) => (handle as PageFoot | undefined)?.foot).find((one) => one !== undefined);
  return foot === "bar" && isMember ? undefined : foot;
}
