/** How a static copy is fetched from a forum that has much to do. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeCopy } from "../../prisma/static/write-copy";
import { localServer } from "../support/local-http";
import { openTemporaryFolder } from "../support/open-folder";

test("a page or picture that the forum puts off is asked for again, and one that it never gives is left out", async () => {
  const busy = new Map([
    ["/", 429],
    ["/picture.svg", 503],
  ]);
  const server = await localServer(({ path }, response) => {
    const refusal = busy.get(path);
    busy.delete(path);
    if (refusal !== undefined) return void response.writeHead(refusal, { "Retry-After": "1" }).end();
    if (path === "/lost.svg") return void response.writeHead(404).end();
    const isPage = path === "/";
    response.writeHead(200, { "Content-Type": isPage ? "text/html" : "image/svg+xml" });
    response.end(
      isPage ? `<!doctype html><main><img alt="" src="/picture.svg"><img alt="" src="/lost.svg"></main>` : "<svg/>",
    );
  });
  const folder = openTemporaryFolder("write-copy");
  const copied = { pages: new Map([["/", "index.html"]]), lists: [], find: () => null };
  const written = await writeCopy({ copied, server: server.url, origin: "https://forum.example", folder });
  expect(written).toEqual({ pages: 2, files: 1 });
  expect(server.asked.map(({ path }) => path)).toEqual(["/", "/", "/picture.svg", "/picture.svg", "/lost.svg"]);
  const page = readFileSync(join(folder, "index.html"), "utf8");
  expect(page).toContain("picture.svg");
  expect(page).not.toContain("lost.svg");
  rmSync(folder, { recursive: true });
});
