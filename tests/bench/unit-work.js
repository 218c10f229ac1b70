/** Prints the processor time, in milliseconds, of one `renderToString` of a tree of 400 elements, as a server in production does it. */
import { createElement } from "react";
import { renderToString } from "react-dom/server";

const rounds = { warm: 300, measured: 600 };

const line = (/** @type {number} */ number) =>
  createElement(
    "p",
    { key: number, className: "line" },
    createElement("a", { href: `/line/${number}` }, `Line ${number}`),
  );

/** Two hundred paragraphs with a link each. */
const render = () =>
  renderToString(
    createElement(
      "div",
      null,
      Array.from({ length: 200 }, (_, number) => line(number)),
    ),
  );

for (let round = 0; round < rounds.warm; round++) render();
const before = process.cpuUsage();
for (let round = 0; round < rounds.measured; round++) render();
const { user, system } = process.cpuUsage(before);
process.stdout.write(String((user + system) / 1_000 / rounds.measured));
