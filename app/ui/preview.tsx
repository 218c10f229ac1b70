import { HtmlBody } from "./html-body";

/** What a text looks like once it is posted: what a form without script is answered with. */
export function Preview({ html, heading: Heading = "h2", className = "prose" }: Given) {
  return (
    <section className="preview" aria-label="Preview">
      <Heading>Preview</Heading>
      <HtmlBody id="preview" className={className} html={html} />
    </section>
  );
}

type Given = { html: string; heading?: "h2" | "h3"; className?: string };
