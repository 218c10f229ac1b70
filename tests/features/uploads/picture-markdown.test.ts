import { expect, test } from "vitest";
import { addressIn, describedAs, withDescription } from "~/features/uploads/picture-markdown";

test("a description stands in a picture's brackets, whatever characters it has", () => {
  expect(addressIn("![](/uploads/ab12)")).toBe("/uploads/ab12");
  expect(describedAs("![](/uploads/ab12)", "Fees [in gwei]\n$& and \\")).toBe(
    "![Fees \\[in gwei\\] $& and \\\\](/uploads/ab12)",
  );
});

test("the picture is found by its address, however its words were changed by hand", () => {
  const text = "![x](/uploads/other)\n\n![Words \\[by\\] hand](/uploads/ab12)";
  expect(withDescription(text, "/uploads/ab12", "Blobs")).toEqual({
    before: "![Words \\[by\\] hand](/uploads/ab12)",
    after: "![Blobs](/uploads/ab12)",
  });
  expect(withDescription("taken out", "/uploads/ab12", "Blobs")).toBeNull();
});
