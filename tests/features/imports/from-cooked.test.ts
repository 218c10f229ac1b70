/** Posts whose source is not told: html in the shapes that Discourse makes, as text. */
import { expect, test } from "vitest";
import { fromCooked } from "~/features/imports/from-cooked";

test.each([
  [
    "a paragraph with lines, marks and a link",
    '<p>First,<br>\nthen <strong>now </strong>and <em>then</em>. See <a href="https://a.example/x_y" rel="nofollow">this</a> or <a href="https://a.example/">https://a.example/</a>.</p>\n<p>Next.</p>',
    "First,\nthen **now** and *then*. See [this](https://a.example/x_y) or https://a.example/.\n\nNext.",
  ],
  [
    "signs that are none",
    "<p>2 * 3 * 4, _so_, snake_case, `tick`, ~~no~~, [a](b), C:\\temp</p><p># 1 is</p><p>1. Is no list</p><p>- nor this</p><p>&gt; nor a quote</p>",
    "2 \\* 3 \\* 4, \\_so\\_, snake_case, \\`tick\\`, \\~~no\\~~, \\[a](b), C:\\\\temp\n\n\\# 1 is\n\n1\\. Is no list\n\n\\- nor this\n\n\\> nor a quote",
  ],
  [
    "formulas, with and without their plugin",
    '<p>Let <span class="math">a_1 * b</span> be $x_1 * y_1$.</p>\n<div class="math">\n\\sum_i x_i\n</div>',
    "Let \\(a_1 * b\\) be $x_1 * y_1$.\n\n$$\n\\sum_i x_i\n$$",
  ],
  [
    "code with its language, and with ticks",
    '<p><code>a`b</code></p><pre data-code-wrap="rust"><code class="lang-rust">fn a() {}\n\nlet b;\n</code></pre><pre><code class="lang-auto">```\nx\n</code></pre>',
    "``a`b``\n\n```rust\nfn a() {}\n\nlet b;\n```\n\n````\n```\nx\n````",
  ],
  [
    "lists in lists, numbered from where they begin",
    '<ol start="3">\n<li>three\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n</li>\n<li>\n<p>four</p>\n<p>more</p>\n</li>\n</ol>',
    "3. three\n   - a\n   - b\n4. four\n\n   more",
  ],
  [
    "a table",
    '<div class="md-table">\n<table>\n<thead>\n<tr>\n<th>chain</th>\n<th>a|b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><strong>x</strong></td>\n<td></td>\n</tr>\n</tbody>\n</table>\n</div>',
    "| chain | a\\|b |\n| --- | --- |\n| **x** |  |",
  ],
  [
    "a quote, with a quote of nobody's post in it",
    '<aside class="quote no-group" data-username="ada" data-post="3" data-topic="12">\n<div class="title">\n<div class="quote-controls"></div>\n<img alt="" width="24" height="24" src="/user_avatar/a/ada/48/1.png" class="avatar"> ada:</div>\n<blockquote>\n<p>Yes,<br>\nit is.</p>\n<aside class="quote"><div class="title">Grace:</div><blockquote><p>Inner.</p></blockquote></aside></blockquote>\n</aside>\n<p>No.</p>',
    '[quote="ada, post:3, topic:12"]\nYes,\nit is.\n\n[quote="Grace"]\nInner.\n[/quote]\n[/quote]\n\nNo.',
  ],
  [
    "cards of pages as their address alone",
    '<aside class="onebox allowlistedgeneric" data-onebox-src="https://a.example/paper">\n  <header class="source">\n      <img src="/i.png" class="site-icon" width="16" height="16">\n\n      <a href="https://a.example/paper" target="_blank">a.example</a>\n  </header>\n\n  <article class="onebox-body">\n    <img src="/thumb.png" class="thumbnail"><h3><a href="https://a.example/paper">A paper</a></h3>\n  <p>About it.</p>\n  </article>\n  <div class="onebox-metadata"></div>\n</aside>\n<aside class="onebox githubblob"><header class="source"><a href="https://github.example/a/b.rs">github</a></header><article class="onebox-body"><pre class="onebox"><code>x</code></pre></article></aside>',
    "https://a.example/paper\n\nhttps://github.example/a/b.rs",
  ],
  [
    "a large picture as the whole one, without what is said of its size",
    '<p><div class="lightbox-wrapper"><a class="lightbox" href="https://old.example/uploads/default/original/1X/a.png" title="chart"><img src="https://old.example/uploads/default/optimized/1X/a_690x388.png" alt="chart" width="690" height="388"><div class="meta"><svg class="fa d-icon"><use href="#far-image"></use></svg><span class="filename">chart</span><span class="informations">1920×1080 96 KB</span></div></a></div></p>',
    "![chart](https://old.example/uploads/default/original/1X/a.png)",
  ],
  [
    "films as their address",
    '<div class="lazyYT" data-youtube-id="abc_1-D" data-youtube-title="A film"></div><div class="youtube-onebox lazy-video-container" data-video-id="xyz" data-provider-name="youtube"><a href="https://www.youtube.com/watch?v=xyz"><img src="/t.jpg"></a></div><iframe src="https://www.youtube.com/embed/qqq?feature=oembed"></iframe><div class="onebox video-onebox"><video controls=""><source src="https://a.example/a.mp4"><a href="https://a.example/a.mp4">https://a.example/a.mp4</a></video></div>',
    "https://www.youtube.com/watch?v=abc_1-D\n\nhttps://www.youtube.com/watch?v=xyz\n\nhttps://www.youtube.com/watch?v=qqq\n\nhttps://a.example/a.mp4",
  ],
  [
    "a poll as it is written there",
    '<div class="poll" data-poll-status="open" data-poll-type="regular" data-poll-name="p2">\n<div class="poll-container">\n<div class="poll-title">Which?</div><ul>\n<li data-poll-option-id="a">Yes</li>\n<li data-poll-option-id="b">No</li>\n</ul>\n</div>\n<div class="poll-info">\n<div class="poll-info_counts-count"><span class="info-number">0</span><span class="info-label">voters</span></div></div>\n</div>',
    "[poll name=p2]\n# Which?\n* Yes\n* No\n[/poll]",
  ],
  [
    "raised letters, and references that are raised",
    '<p>x<sup>2</sup>, said<sup><a href="https://a.example/">[1]</a></sup>.</p>',
    "x^2, said[[1]](https://a.example/).",
  ],
  [
    "what is folded there",
    '<details>\n<summary>\nA proof</summary>\n<p>Obvious.</p>\n</details>\n<p>A <span class="spoiler">ghost</span>.</p>',
    '[details="A proof"]\n\nObvious.\n\n[/details]\n\nA [spoiler]ghost[/spoiler].',
  ],
  [
    "names, groups of topics, emoji, files and notes at the foot",
    '<p><a class="mention" href="/u/ada">@ada</a> <a class="hashtag" href="/c/l2/3">#<span>l2</span></a> <img src="/e.png" class="emoji" alt=":tada:"> <a class="attachment" href="/uploads/short-url/b.pdf">b.pdf</a> (12 KB)<sup class="footnote-ref"><a href="#footnote-1-1" id="footnote-ref-1-1">[1]</a></sup></p><hr class="footnotes-sep"><ol class="footnotes-list"><li id="footnote-1-1" class="footnote-item"><p>Said there. <a href="#footnote-ref-1-1" class="footnote-backref">↩︎</a></p></li></ol>',
    "@ada [#l2](/c/l2/3) :tada: [b.pdf](/uploads/short-url/b.pdf) (12 KB)[1]\n\n1. Said there.",
  ],
])("%s", (_, html, text) => {
  expect(fromCooked(html)).toBe(text);
});

test("html without an end, or nested without one, gives its words", () => {
  expect(fromCooked(`${"<div><b>".repeat(5_000)}deep`)).toContain("deep");
  expect(fromCooked("<p>a <a href='https://a.example'>b")).toBe("a [b](https://a.example)");
});
