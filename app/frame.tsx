import { InboxLink } from "~/features/notifications/components/inbox-link";
import { type MetaFunction, Outlet, useLocation, useRouteLoaderData } from "@remix-run/react";
import { isAdmin } from "~/features/auth/auth";
import { ThemeSwitch } from "~/features/members/components/theme-switch";
import { OwnMenu } from "~/features/members/components/own-menu";
import { SearchBox } from "~/features/search/components/search-box";
import { paths } from "./paths";
import type { loader as rootLoader } from "./root";
import { errorName } from "~/ui/error-page";
import { failureOf } from "~/ui/failure";
import { Brand } from "~/ui/brand";
import { Icon } from "~/ui/icon";
import { RouteError } from "~/ui/route-error";
import { privateMeta } from "~/ui/page-meta";

export default function Forum() {
  return (
    <Frame>
      <Outlet />
    </Frame>
  );
}

function Frame({ children }: { children: React.ReactNode }) {
  return (
    <>
      <a className="skip" href="#content">
        Skip to content
      </a>
      <Header />
      <main id="content" className="page" tabIndex={-1}>
        {children}
      </main>
      <footer className="site-footer">
        <SiteLinks />
        <FootSwitch />
        <p>Counterproof · research debates on scaling Ethereum, in which every number can be traced and checked</p>
      </footer>
    </>
  );
}

function SiteLinks() {
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer ?? null;
  return (
    <nav className="site-footer-links" aria-label="More of this site">
      <a href={paths.chains()}>Chains</a>
      <a href={paths.metrics()}>Metrics</a>
      <a href={paths.tags()}>Tags</a>
      <a href={paths.rules()}>Rules</a>
      <a href={paths.limits()}>Limits</a>
      <a href={paths.aboutModerators()}>Moderators</a>
      <a href={paths.modLog()}>Moderation log</a>
      <a href={paths.api()}>API</a>
      {isAdmin(viewer) && <a href={paths.administration()}>Administration</a>}
    </nav>
  );
}

function FootSwitch() {
  const appearance = useRouteLoaderData<typeof rootLoader>("root")?.appearance ?? null;
  const { pathname, search } = useLocation();
  return <ThemeSwitch appearance={appearance} back={pathname + search} />;
}

function Header() {
  const {
    viewer = null,
    unread = 0,
    avatarHash = null,
    waiting = null,
  } = useRouteLoaderData<typeof rootLoader>("root") ?? {};
  const { pathname, search } = useLocation();
  const isList = pathname === paths.home();
  // From the pages for signing in and joining, keep the original target instead of the page itself.
  const back = pathname.startsWith("/sign-")
    ? (new URLSearchParams(search).get("redirectTo") ?? undefined)
    : pathname + search;
  return (
    <header className="site-header">
      <div className="site-header-row">
        <Brand />
        <nav className="site-parts" aria-label="Site">
          <a href={paths.home()} aria-current={isList ? "page" : undefined}>
            Threads
          </a>
          <a href={paths.claims()} aria-current={pathname.startsWith(paths.claims()) ? "page" : undefined}>
            Claims
          </a>
          <a href={paths.sources()} aria-current={pathname === paths.sources() ? "page" : undefined}>
            Sources
          </a>
          <a href={paths.chains()} aria-current={pathname.startsWith(paths.chains()) ? "page" : undefined}>
            Chains
          </a>
          <a href={paths.metrics()} aria-current={pathname.startsWith(paths.metrics()) ? "page" : undefined}>
            Metrics
          </a>
          <a href={paths.tags()} aria-current={pathname.startsWith(paths.tags()) ? "page" : undefined}>
            Tags
          </a>
        </nav>
        {pathname !== paths.search() && <SearchBox id="search-header" label="Search the forum" placeholder="Search" />}
        <div className="site-header-end">
          <a className="quiet search-link" href={paths.search()} aria-label="Search" title="Search">
            <Icon name="search" />
          </a>
          <a className="button" href={paths.newThread()} aria-label="New thread" title="New thread">
            <Icon name="pen" />
            <span className="header-word">New thread</span>
          </a>
          {viewer ? (
            <>
              <InboxLink unread={unread} />
              <OwnMenu viewer={viewer} avatarHash={avatarHash} waiting={waiting} />
            </>
          ) : (
            <>
              <a className="header-link" href={paths.signIn(back)}>
                Sign in
              </a>
              <a className="header-link header-join" href={paths.signUp(back)}>
                Join
              </a>
            </>
          )}
        </div>
      </div>
    </header>
  );
}

/** The list that what was looked for would be in. */
function wayOnFrom(pathname: string) {
  const lists = [
    { href: paths.metrics(), words: "All metrics" },
    { href: paths.chains(), words: "All chains" },
    { href: paths.sources(), words: "All sources" },
    { href: paths.claims(), words: "All claims" },
    { href: paths.tags(), words: "All tags" },
  ];
  return lists.find(({ href }) => pathname.startsWith(`${href}/`)) ?? { href: paths.home(), words: "All threads" };
}

export function ErrorBoundary() {
  return (
    <Frame>
      <RouteError wayOn={wayOnFrom(useLocation().pathname)} />
    </Frame>
  );
}

/** An error page is titled by its error; every other page sets its own title. */
export const meta: MetaFunction = ({ error }) => (error ? privateMeta(errorName(failureOf(error).status)) : []);
