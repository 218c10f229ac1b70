import { expect, test } from "vitest";
import { absoluteLinks } from "~/features/markdown/absolute-links";
import { render } from "~/features/markdown/render.server";

const hash = "a".repeat(64);

test("elsewhere, our links and pictures begin with our address, and nobody else's change", () => {
  const source = `[t](/t/1) [away](//evil.example) ![A chart](/uploads/${hash}) ![x](https://example.org/x.png)`;
  const pictures = { [hash]: { width: 900, height: 300 } };
  const html = render(source, { members: {}, threads: {}, pictures }, { prefix: "p1" });
  const whole = absoluteLinks(html, "https://forum.example", "/t/1/fees/3#p-7");
  expect(whole).toContain('<a href="https://forum.example/t/1">');
  expect(whole).toContain(`<a class="picture-link" href="https://forum.example/uploads/${hash}">`);
  expect(whole).toContain(`<img src="https://forum.example/uploads/${hash}"`);
  expect(whole).toContain('href="https://example.org/x.png"');
  expect(whole).not.toMatch(/(?:src|href)="\/(?!\/)/);
});

test("elsewhere, a place in the same text is a place on its page", () => {
  const html = render("# Fees\n[x](#fees) [top](#)", { members: {}, threads: {} }, { prefix: "p145" });
  const whole = absoluteLinks(html, "https://forum.example", "/t/1/fees/3#p-145");
  expect(whole).toContain('<a href="https://forum.example/t/1/fees/3#p145-fees">');
  expect(whole).toContain('<a href="https://forum.example/t/1/fees/3#p145">');
  expect(whole).not.toContain('href="#');
});
