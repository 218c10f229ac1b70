import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ErrorPage } from "~/ui/error-page";

const shown = (status: number) =>
  renderToStaticMarkup(createElement(ErrorPage, { status, message: "Say which notice." }));

test("only a failure of the site is said to be on our side", () => {
  for (const status of [400, 403, 404, 409, 413, 415, 422, 429]) {
    expect(shown(status)).not.toContain("on our side");
    expect(shown(status)).toContain("Say which notice.");
  }
  expect(shown(500)).toContain("Something broke on our side.");
});
