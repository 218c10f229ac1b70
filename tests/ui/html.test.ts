import { describe, expect, test } from "vitest";
import { attributesHtml, html, joinHtml, trustedHtml } from "~/ui/html";

const hostile = `"><script>alert('&')</script>`;

describe("a template of html", () => {
  test("escapes text and attributes by itself", () => {
    expect(String(html`<a href="${hostile}" title="a ${hostile}">${hostile}</a>`)).toBe(
      `<a href="&quot;&gt;&lt;script&gt;alert('&amp;')&lt;/script&gt;" title="a &quot;&gt;&lt;script&gt;alert('&amp;')&lt;/script&gt;">"&gt;&lt;script&gt;alert('&amp;')&lt;/script&gt;</a>`,
    );
  });

  test("composes: html made by the tag is not escaped again, in lists as well", () => {
    const items = ["a & b", "c"].map((word) => html`<li>${word}</li>`);
    expect(String(html`<ul>${items}</ul>`)).toBe("<ul><li>a &amp; b</li><li>c</li></ul>");
    expect(String(html`<p>${["<", [html`<br>`, ">"]]}</p>`)).toBe("<p>&lt;<br>&gt;</p>");
    expect(String(html`<p>${trustedHtml("<b>x</b>")}</p>`)).toBe("<p><b>x</b></p>");
  });

  test("nothing is written for null, undefined, false and an empty string; zero is", () => {
    expect(String(html`<p>${null}${undefined}${false}${""}${0}</p>`)).toBe("<p>0</p>");
    expect(String(html`<p${null}>x</p>`)).toBe("<p>x</p>");
  });

  test("a fragment of attributes escapes quotation marks wherever they are", () => {
    const attribute = html` title="${hostile}, ${'b" onload="x'}"`;
    expect(String(html`<p${attribute}></p>`)).toBe(
      `<p title="&quot;&gt;&lt;script&gt;alert('&amp;')&lt;/script&gt;, b&quot; onload=&quot;x"></p>`,
    );
  });

  test("text that stands in a tag without quotes is refused", () => {
    expect(() => html`<p class=${hostile}></p>`).toThrow("Put quotes around");
    expect(() => html`<p ${"onclick=x"}></p>`).toThrow("Put quotes around");
  });

  test("a > in an attribute's value does not end the tag", () => {
    expect(String(html`<p title="a > b">${'"'}</p>`)).toBe(`<p title="a > b">"</p>`);
  });

  test("attributes are escaped, and undefined ones left out", () => {
    const attributes = attributesHtml({ "data-a": hostile, "data-b": 0, "data-c": "", "data-d": undefined });
    expect(String(html`<p${attributes}></p>`)).toBe(
      `<p data-a="&quot;&gt;&lt;script&gt;alert('&amp;')&lt;/script&gt;" data-b="0" data-c=""></p>`,
    );
  });

  test("characters that XML can't hold are left out", () => {
    expect(String(html`<p>${"a\u0000b\ud800c\u{1f600}"}</p>`)).toBe("<p>abc\u{1f600}</p>");
  });

  test("parts are joined, without those of nothing", () => {
    expect(String(joinHtml(["a", null, html`<b>c</b>`, "", "<"], " & "))).toBe("a &amp; <b>c</b> &amp; &lt;");
  });
});
