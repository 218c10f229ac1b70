/** Where a character of the field stands, in pixels from the upper left corner of the field's content. */
export type Place = { left: number; top: number; bottom: number };

const copied = [
  "boxSizing",
  "width",
  "paddingTop",
  "paddingRight",
  "paddingBottom",
  "paddingLeft",
  "borderTopWidth",
  "borderRightWidth",
  "borderBottomWidth",
  "borderLeftWidth",
  "borderStyle",
  "font",
  "letterSpacing",
  "lineHeight",
  "overflowWrap",
  "tabSize",
  "direction",
  "scrollbarGutter",
] as const;

/** Measured in a copy of the field, for browsers don't tell. */
export function placeOf(field: HTMLTextAreaElement, at: number): Place {
  const copy = document.createElement("div");
  const style = getComputedStyle(field);
  for (const name of copied) copy.style[name] = style[name];
  copy.style.position = "absolute";
  copy.style.visibility = "hidden";
  copy.style.whiteSpace = "pre-wrap";
  copy.style.overflowY = "scroll";
  copy.style.scrollbarWidth = "none";
  copy.style.width = `${field.clientWidth + parseFloat(style.borderLeftWidth) + parseFloat(style.borderRightWidth)}px`;
  const mark = document.createElement("span");
  mark.textContent = field.value.slice(at, at + 1) || "\u200b";
  copy.append(field.value.slice(0, at), mark, field.value.slice(at + 1));
  field.parentElement?.append(copy);
  const place = { left: mark.offsetLeft, top: mark.offsetTop, bottom: mark.offsetTop + mark.offsetHeight };
  copy.remove();
  return place;
}
