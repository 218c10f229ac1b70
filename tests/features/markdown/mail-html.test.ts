/** Posts in mails: few tags, nothing that is loaded, and the same as plain text. */
import { expect, test } from "vitest";
import { beginningOf, forMail, mailText } from "~/features/markdown/mail-html";

const origin = "https://forum.example";

test("pictures, charts, formulas and diagrams are words, and no class or id is left", () => {
  const html = forMail(
    `<p dir="auto" id="p-1" class="x"><span class="math-inline"><math><semantics><mi>a</mi><annotation encoding="application/x-tex">a &lt; b</annotation></semantics></math></span> <sup class="cite">[1]</sup></p>` +
      `<figure class="picture"><a href="${origin}/uploads/1"><img src="${origin}/uploads/1" alt="Fees &amp; blobs" /></a></figure>` +
      `<figure class="diagram"><div class="code"><pre><code>graph TD</code></pre></div></figure>` +
      `<details class="quote-whole"><summary>A whole post</summary><p>long</p></details>` +
      `<svg><text>x</text></svg><a href="javascript:alert(1)">no</a>`,
  );
  expect(html).toBe(
    `<p dir="auto"><code>a &lt; b</code> <sup>[1]</sup></p><a href="${origin}/uploads/1">[Fees &amp; blobs]</a><p>[diagram]</p><p>A whole post</p>no`,
  );
});

test("plain text has quotes, lists, tables and code, and the addresses that lead away", () => {
  const html = `<h3>Head</h3><blockquote><p>One</p><p>two</p></blockquote><ul><li>a</li><li>b<ol start="3"><li>c</li></ol></li></ul><table><tr><th>X</th><th>Y</th></tr><tr><td>1</td><td>2</td></tr></table><pre>code
  more</pre><p>See <a href="https://example.org/a">there</a>, <a href="${origin}/t/1">here</a> and <strong>so</strong>.</p>`;
  expect(mailText(html, origin)).toBe(`Head

> One
>
> two

- a
- b
  3. c

X | Y
1 | 2

    code
      more

See there <https://example.org/a>, here and *so*.`);
});

test("a beginning ends with a block, and has one at least", () => {
  const html = `<p>${"a".repeat(50)}</p><p>${"b".repeat(60)}</p><p>c</p>`;
  expect(beginningOf(html, 100)).toEqual({ html: `<p>${"a".repeat(50)}</p>`, left: 2 });
  expect(beginningOf(html, 10).left).toBe(2);
  expect(beginningOf(html, 1_000).left).toBe(0);
});
