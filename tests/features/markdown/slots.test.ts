import { expect, test } from "vitest";
import { html as template, trustedHtml } from "~/ui/html";
import { fillSlots, slotHtml } from "~/features/markdown/slots";

const html = `<p>${slotHtml("mention", 7, "@alice")} in ${slotHtml("thread", 12, "#12")}</p>`;

test("a slot is replaced by its html", () => {
  const filled = fillSlots(html, ({ kind, id, fallback }) => template`<a href="/${kind}/${id}">${fallback}</a>`);
  expect(filled).toBe(`<p><a href="/mention/7">@alice</a> in <a href="/thread/12">#12</a></p>`);
});

test("a slot that nobody fills leaves its words", () => {
  expect(fillSlots(html, ({ kind }) => (kind === "thread" ? trustedHtml("<b>$&</b>") : undefined))).toBe(
    "<p>@alice in <b>$&</b></p>",
  );
});

test("the words of a slot are safe as html", () => {
  const slot = slotHtml("quote-origin", "512:3", `<b>"&`);
  expect(fillSlots(slot, ({ fallback }) => fallback)).toBe(`&lt;b&gt;"&amp;`);
});

test("text in the place of a slot is escaped, null leaves the place empty", () => {
  expect(fillSlots(html, ({ kind }) => (kind === "thread" ? "<b>" : null))).toBe("<p> in &lt;b&gt;</p>");
});

test("only the form that the renderer writes is a slot", () => {
  const others = [
    `<span data-id="7" data-slot="mention">x</span>`,
    `<span data-slot="mention" data-id="7"><b>x</b></span>`,
    `<span data-slot="mention" data-id="x">x</span>`,
    `<span data-slot="other" data-id="7">x</span>`,
    `<span class="x" data-slot="mention" data-id="7">x</span>`,
  ].join("");
  expect(fillSlots(others, () => "filled")).toBe(others);
});
