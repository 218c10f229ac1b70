import { paths } from "~/paths";
import { type CardContent, element } from "./card-content";

type Said = { kind: string; title: string; note: string; facts: string[]; action: string; href: string };

const said = new Map<string, Promise<Said | null>>();

/** The card of a link to a member, tag, post, source, claim or metric: what the page behind it is about. */
export async function pageCard(link: HTMLElement): Promise<CardContent | null> {
  const url = new URL(link.getAttribute("href") ?? "", location.href);
  const of = url.pathname + url.hash;
  const loading = said.get(of) ?? load(of);
  said.set(of, loading);
  const card = await loading;
  if (!card) {
    said.delete(of);
    return null;
  }
  const { kind, title, note, facts, action, href } = card;
  const open = element("a", action);
  open.href = href;
  const parts = [
    element("p", title, "source-title"),
    ...(note ? [element("p", note)] : []),
    ...(facts.length > 0 ? [element("p", facts.join(" · "))] : []),
  ];
  for (const part of parts) part.dir = "auto";
  return { name: `${kind}: ${title}`, head: kind, parts, actions: [open] };
}

async function load(of: string): Promise<Said | null> {
  const answer = await fetch(paths.card(of)).catch(() => null);
  return answer?.ok ? ((await answer.json()) as Said) : null;
}
