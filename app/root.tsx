import { type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  type ShouldRevalidateFunctionArgs,
  useMatches,
  useRouteLoaderData,
} from "@remix-run/react";
import { type ReactNode, useContext } from "react";
import sansFont from "~/styles/fonts/sans-common.woff2?url";
import serifFont from "~/styles/fonts/stix-two-text-common.woff2?url";
import appearanceUrl from "virtual:visitor-appearance-url";
import enhanceUrl from "virtual:enhance-url";
import { readChainColours } from "~/features/chains/chains.server";
import { isModerator } from "~/features/auth/auth";
import { countOpen } from "~/features/cases/cases.server";
import { getViewer } from "~/features/auth/auth.server";
import { countUnread } from "~/features/notifications/notifications.server";
import { paths } from "./paths";
import { env } from "~/platform/env.server";
import { pageData } from "~/platform/page-data.server";
import { appearanceAttributes } from "~/ui/appearance";
import { BrandHeader } from "~/ui/brand";
import { errorName } from "~/ui/error-page";
import { failureOf } from "~/ui/failure";
import { PageFacts } from "~/ui/page-facts";
import { footOf } from "~/ui/page-foot";
import { StorageStandIn } from "~/ui/storage-stand-in";
import { isInParts, PartEndScript } from "~/ui/part-end";
import { RouteError } from "~/ui/route-error";
import { isNotSent } from "~/ui/sent-or-kept";
import { useFirstFault } from "~/ui/use-first-fault";
import styles from "~/styles/app.css?url";
import writingStyles from "~/styles/writing.css?url";

const font = (href: string) =>
  ({ rel: "preload", as: "font", type: "font/woff2", href, crossOrigin: "anonymous" }) as const;

export const links: LinksFunction = () => [
  font(serifFont),
  font(sansFont),
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  { rel: "search", href: paths.openSearch(), type: "application/opensearchdescription+xml", title: "Counterproof" },
];

export async function loader({ context }: LoaderFunctionArgs) {
  const viewer = await getViewer(context);
  // A visitor's page is the same for everybody, so it contains nothing of this request.
  const { version } = await readChainColours();
  return pageData(context, {
    colours: paths.chainColours(version),
    viewer,
    appearance: (await context.session()).appearance,
    avatarHash: (await context.session()).avatarHash,
    unread: viewer ? await countUnread(viewer) : 0,
    /** How many cases wait; null for who doesn't decide them. */
    waiting: isModerator(viewer) ? await countOpen() : null,
    origin: env().publicOrigin,
  });
}

/** Without a connection, don't reload data. */
export const shouldRevalidate = ({ actionResult, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) =>
  !isNotSent(actionResult) && defaultShouldRevalidate;

export function Layout({ children }: { children: ReactNode }) {
  const root = useRouteLoaderData<typeof loader>("root");
  const isMember = Boolean(root?.viewer);
  const matches = useMatches();
  const isOtherScreen = matches.some(({ id }) => id === "screens");
  const { nonce } = useContext(PageFacts);
  return (
    <html
      lang="en"
      data-member={isMember ? "" : undefined}
      data-foot={footOf(matches, isMember)}
      {...(root?.appearance && appearanceAttributes(root.appearance))}
      suppressHydrationWarning
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        {/* In this order, which decides within a layer; the sheet of other screens comes with `Links`. */}
        <link rel="stylesheet" href={styles} />
        {(isMember || isOtherScreen) && <link rel="stylesheet" href={writingStyles} />}
        <Links />
        <link rel="stylesheet" href={root?.colours ?? paths.chainColours()} />
        {/* The page waits for it, and it for the sheets: no theme is drawn before another, and parts are placed as they come. */}
        {!isMember && <script src={appearanceUrl} />}
        {isMember && isInParts(matches) && <PartEndScript nonce={nonce} />}
        <script type="module" src={enhanceUrl} async suppressHydrationWarning />
      </head>
      <body>
        {children}
        {isMember && <StorageStandIn nonce={nonce} />}
        {isMember && <ScrollRestoration nonce={nonce} />}
        {isMember && <Scripts nonce={nonce} />}
      </body>
    </html>
  );
}

/** Pages set their own title; this is the title of an error. */
export const meta: MetaFunction = ({ error }) => [
  { title: error ? `${errorName(failureOf(error).status)} · Counterproof` : "Counterproof" },
];

export default function App() {
  useFirstFault();
  return <Outlet />;
}

export function ErrorBoundary() {
  return (
    <>
      <BrandHeader />
      <main className="page">
        <RouteError wayOn={{ href: paths.home(), words: "All threads" }} />
      </main>
    </>
  );
}
