import { expect, test } from "vitest";
import { Topics } from "../../app/browser/live-topics";

const base = "metric:base/tps";

test("one address for all pages: threads first, each after what the page has heard that heard least of it", () => {
  const topics = new Topics();
  expect(topics.set("one", { topics: [base, "thread:42"], after: 7 })).toBe(true);
  expect(topics.set("two", { topics: ["thread:42"], after: 5 })).toBe(true);
  expect(topics.set("three", { topics: ["thread:9"], after: 0 })).toBe(true);
  expect(topics.cover()).toBe(`/live?topics=thread:42,thread:9,${base}&after=42:5,9:0`);
  topics.set("list", { topics: ["threads"], after: 0 });
  expect(topics.cover()).toBe(`/live?topics=thread:42,thread:9,threads,${base}&after=42:5,9:0`);
  topics.set("many", { topics: Array.from({ length: 40 }, (_, index) => `metric:base/m${index}`), after: 0 });
  expect(topics.cover().split("&")[0]!.split(",")).toHaveLength(32);
  expect(new Topics().cover()).toBe("/live?topics=");
});

test("the stream stays open while it tells every page all that it has not heard", () => {
  const topics = new Topics();
  topics.set("one", { topics: ["thread:42"], after: 5 });
  topics.cover();
  topics.reached("thread:42", 8);
  topics.set("as new", { topics: ["thread:42"], after: 8 });
  topics.set("newer", { topics: ["thread:42"], after: 9 });
  expect(topics.areCovered()).toBe(true);
  // It was made before what the stream has told.
  topics.set("older", { topics: ["thread:42"], after: 6 });
  expect(topics.areCovered()).toBe(false);
  expect(topics.cover()).toBe("/live?topics=thread:42&after=42:6");
  expect(topics.areCovered()).toBe(true);
  topics.set("elsewhere", { topics: [base], after: 0 });
  expect(topics.areCovered()).toBe(false);
  topics.cover();
  topics.set("elsewhere", { topics: [], after: 0 });
  expect(topics.areCovered()).toBe(false);
});
