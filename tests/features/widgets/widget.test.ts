/** What a widget's address means. */
import { expect, test } from "vitest";
import { readWidgetAddress, readWidgetQuery, widgetMarkdown, widgetQuery } from "~/features/widgets/widgets";

test("an address names series, window, view and mode; those left out have defaults", () => {
  expect(readWidgetAddress("metric:base/tps")).toEqual({
    widget: { refs: [{ subject: "base", metric: "tps" }], window: "30d", view: "line", mode: "live" },
    remarks: [],
  });
  expect(readWidgetAddress("metric:base/tps,arbitrum/tps?window=90d&view=bars&mode=pinned&provider=l2beat")).toEqual({
    widget: {
      refs: [
        { subject: "base", metric: "tps" },
        { subject: "arbitrum", metric: "tps" },
      ],
      window: "90d",
      view: "bars",
      mode: "pinned",
      provider: "l2beat",
    },
    remarks: [],
  });
});

test.each([
  ["metric:base", "names no series"],
  ["metric:", "names no series"],
  ["metric:base/tps/x", "names no series"],
  ["metric:Base/tps", "names no series"],
  ["metric:base/constructor", "There is no metric “constructor”"],
  ["metric:base/tps?window=9y", "A window is"],
  ["metric:base/tps?view=pie", "A view is"],
  ["metric:base/tps?mode=frozen", "A mode is"],
  ["metric:base/tps?provider=%00", "no such provider"],
  ["metric:base/tps,base/tvs", "don't share an axis"],
  ["metric:base/tps,arbitrum/tps?view=spark", "A spark line has one series"],
  ["metric:a/tps,b/tps,c/tps,d/tps,e/tps,f/tps", "at most 5"],
  [`metric:base/tps?window=${"9".repeat(500)}`, "too long"],
])("%s is refused with a sentence", (address, words) => {
  const read = readWidgetAddress(address);
  expect("fault" in read ? read.fault : "").toContain(words);
});

test("different metrics may stand beside each other as values; an unknown option is remarked on", () => {
  expect(readWidgetAddress("metric:base/tps,base/tvs?view=value")).toHaveProperty("widget");
  const read = readWidgetAddress("metric:base/tps?colour=red");
  expect("remarks" in read && read.remarks).toEqual([
    "A widget has no “colour”: it takes window, view, mode, scale and provider.",
  ]);
});

test("an embed's address says the same, and is written as it is read", () => {
  const read = readWidgetQuery("base", "tps", new URLSearchParams("with=arbitrum,op-mainnet/tps&window=7d&view=table"));
  if (!("widget" in read)) throw new Error(read.fault);
  expect(widgetQuery(read.widget)).toEqual({ with: "arbitrum,op-mainnet", window: "7d", view: "table" });
  const again = readWidgetAddress(
    /\((.*)\)/.exec(widgetMarkdown(read.widget, "a [hostile]( caption"))![1]!.replace(/^.*\(/, ""),
  );
  expect("widget" in again && again.widget).toEqual(read.widget);
});

test("a log scale is kept in the address, and refused in words where nothing has one", () => {
  const address = "metric:base/tps?window=90d&scale=log";
  const read = readWidgetAddress(address);
  if (!("widget" in read)) throw new Error(read.fault);
  expect([read.widget.scale, read.remarks]).toEqual(["log", []]);
  expect(widgetQuery(read.widget)).toEqual({ window: "90d", scale: "log" });
  expect(widgetMarkdown(read.widget, "")).toContain("scale=log");
  for (const view of ["bars", "spark", "value", "table"])
    expect(readWidgetAddress(`metric:base/tps?view=${view}&scale=log`)).toEqual({
      fault: "Only lines have a log scale: show it with view=line.",
    });
  expect(readWidgetAddress("metric:base/tps?scale=cube")).toEqual({ fault: "A scale is linear or log." });
});
