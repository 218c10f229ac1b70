import type { ReactNode } from "react";

/** Up to which width a list's filters are folded: phones, or every page of one column. */
type Width = "phone" | "one-column";

type Props = { summary: string; note?: ReactNode; upTo: Width; children: ReactNode };

/**
 * A list's filters behind one line, where in the open they would push the list off the screen. A closed fold can't be shown
 * open by styles, so the same filters stand elsewhere in `OpenFilters`: one of the two is shown, and read out.
 */
export function FilterFold({ summary, note, upTo, children }: Props) {
  return (
    <details className="fold filter-fold" data-up-to={upTo}>
      <summary>
        {summary} {note && <span>{note}</span>}
      </summary>
      {children}
    </details>
  );
}

export function OpenFilters({ upTo, children }: Pick<Props, "upTo" | "children">) {
  return (
    <div className="open-filters" data-up-to={upTo}>
      {children}
    </div>
  );
}
