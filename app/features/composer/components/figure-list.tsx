import { type FormEvent, type RefObject, useId } from "react";
import { metricIds, metrics } from "~/features/metrics/metrics";
import { applyEdit } from "./apply-edit";
import type { Figures, ListedFigure } from "./use-figures";

type Props = { field: RefObject<HTMLTextAreaElement>; figures: Figures };
type Link = { address: string; title: string };

/** The figures without a source, each with what it may be bound to. Below the text, which it never covers. */
export function FigureList({ field, figures }: Props) {
  const { list, text, words, linkOf } = figures;
  const open = list.filter(({ basis }) => basis === "none");

  const goTo = ({ start, end }: ListedFigure) => {
    field.current?.focus();
    field.current?.setSelectionRange(start, end);
  };
  const bind = (figure: ListedFigure, link: Link) => {
    const element = field.current;
    // The text has changed since, and the figure may stand elsewhere: the list follows in a moment.
    if (!element || element.value !== text) return;
    const insert = linkOf(figure.text, link);
    const at = figure.start + insert.length;
    applyEdit(element, { from: figure.start, to: figure.end, insert, start: at, end: at });
  };

  return (
    <details className="figure-list">
      <summary>
        <span role="status">{words}</span>
      </summary>
      {open.length > 0 && (
        <ul>
          {open.map((figure) => (
            <li key={figure.start}>
              <button type="button" className="figure-words" onClick={() => goTo(figure)}>
                {figure.text}
              </button>
              <Offers figure={figure} figures={figures} onBind={(link) => bind(figure, link)} />
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

type OfferProps = { figure: ListedFigure; figures: Figures; onBind(link: Link): void };

function Offers({ figure, figures, onBind }: OfferProps) {
  const { offer } = figure;
  if (!offer) return null;
  const { question, proposals } = offer;
  const [first, ...rest] = proposals;
  const button = ({ address, title, label }: (typeof proposals)[number], verb = "") => (
    <button key={`${address} ${title}`} type="button" className="button" onClick={() => onBind({ address, title })}>
      {verb}
      {label}
      <span className="visually-hidden">: {figure.text}</span>
    </button>
  );
  return (
    <>
      {question && <p>{question}</p>}
      {question ? proposals.map((proposal) => button(proposal)) : first && button(first, "Bind: ")}
      <details>
        <summary>{question ? "Something else" : "Other"}</summary>
        {!question && rest.map((proposal) => button(proposal))}
        {figures.subjects.length > 0 && <AnySeries figures={figures} onBind={onBind} />}
      </details>
    </>
  );
}

function AnySeries({ figures, onBind }: Pick<OfferProps, "figures" | "onBind">) {
  const id = useId();
  const choose = (event: FormEvent<HTMLButtonElement>) => {
    const box = event.currentTarget.parentElement;
    const value = (name: string) => box?.querySelector<HTMLSelectElement>(`[data-choice="${name}"]`)?.value ?? "";
    onBind({ address: `metric:${value("subject")}/${value("metric")}`, title: "" });
  };
  return (
    <p className="figure-any">
      <label htmlFor={`${id}-subject`}>Chain</label>
      {/* Without names: they are no fields of the form around them. */}
      <select id={`${id}-subject`} data-choice="subject">
        {figures.subjects.map(({ slug, name }) => (
          <option key={slug} value={slug}>
            {name}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-metric`}>Metric</label>
      <select id={`${id}-metric`} data-choice="metric">
        {metricIds.map((metric) => (
          <option key={metric} value={metric}>
            {metrics[metric].name}
          </option>
        ))}
      </select>
      <button type="button" className="button" onClick={choose}>
        Bind
      </button>
    </p>
  );
}
