import { expect, test } from "vitest";
import { loadAgainUnlessRefused } from "~/ui/sent-or-kept";

const url = new URL("https://forum.example/t/1");
const loadsAgain = (answer: { actionResult?: unknown; actionStatus?: number }) =>
  loadAgainUnlessRefused({
    currentUrl: url,
    currentParams: {},
    nextUrl: url,
    nextParams: {},
    defaultShouldRevalidate: true,
    ...answer,
  });

test.each([
  ["refused, with its status", { actionStatus: 422 }],
  ["refused, by an answer whose status a client action has taken away", { actionResult: { reply: { error: {} } } }],
  ["previewed", { actionResult: { reply: { initialValue: { body: "Text" } }, preview: { html: "" } } }],
  ["not sent", { actionResult: { notSent: true } }],
])("a form that is %s loads nothing again, and so keeps what is typed meanwhile", (_, answer) => {
  expect(loadsAgain(answer)).toBe(false);
});

test.each([
  ["another form's answer", { actionResult: { vote: 1 }, actionStatus: 200 }],
  ["a form that went through", { actionStatus: 303 }],
  ["no form at all", {}],
])("%s loads what the page shows again", (_, answer) => {
  expect(loadsAgain(answer)).toBe(true);
});
