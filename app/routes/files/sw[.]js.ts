import type { LoaderFunctionArgs } from "@remix-run/node";
import sansFont from "~/styles/fonts/sans-common.woff2?url";
import serifFont from "~/styles/fonts/stix-two-text-common.woff2?url";
import { readChainColours } from "~/features/chains/chains.server";
import { paths } from "~/paths";
import appearanceUrl from "virtual:visitor-appearance-url";
import serviceWorker from "~/browser/service-worker.js?raw";
import styles from "~/styles/app.css?url";

/** The service worker with the build it belongs to and the files it keeps, the page first. Asked for again at each visit. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { version } = await readChainColours();
  const files = [
    paths.offline(),
    styles,
    appearanceUrl,
    paths.chainColours(version),
    sansFont,
    serifFont,
    "/favicon.svg",
  ];
  const text = `self.kept = ${JSON.stringify({ release: context.release, files, inbox: paths.inbox(), browsers: paths.pushBrowsers() })};\n${serviceWorker}`;
  return new Response(text, {
    headers: { "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache" },
  });
}
