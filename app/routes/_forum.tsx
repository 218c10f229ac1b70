import { isRouteErrorResponse, Outlet, useLocation, useRouteError, useRouteLoaderData } from "@remix-run/react";
import { useContext } from "react";
import { initials } from "~/features/members/members";
import { paths } from "~/paths";
import type { loader as rootLoader } from "~/root";
import { keepRetryAfter } from "~/platform/page-headers";
import { ErrorPage } from "~/ui/error-page";
import { Icon, Mark } from "~/ui/icon";
import { PageFacts } from "~/ui/page-facts";

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
        <p>Counterproof · research debates on scaling Ethereum, in which every number can be traced and checked</p>
      </footer>
    </>
  );
}

function Header() {
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer;
  const { pathname, search } = useLocation();
  const isList = pathname === paths.home();
  // From the sign-in pages one comes back to where one came from, not to signing in.
  const back = pathname.startsWith("/sign-") ? undefined : pathname + search;
  return (
    <header className="site-header">
      <div className="site-header-row">
        <a className="brand" href={paths.home()}>
          <Mark />
          Counterproof
        </a>
        <nav aria-label="Site">
          <a href={paths.home()} aria-current={isList ? "page" : undefined}>
            Threads
          </a>
        </nav>
        <div className="site-header-end">
          <a className="button" href={paths.newThread()}>
            <Icon name="pen" />
            New thread
          </a>
          {viewer ? (
            <>
              <a className="tile tile-link" href={paths.member(viewer)} aria-label={`Your profile, ${viewer.name}`} title={viewer.name}>
                {initials(viewer.name)}
              </a>
              <form method="post" action={paths.signOut()}>
                <button className="quiet">Sign out</button>
              </form>
            </>
          ) : (
            <a className="header-link" href={paths.signIn(back)}>
              Sign in
            </a>
          )}
        </div>
      </div>
    </header>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const { requestId } = useContext(PageFacts);
  const isAnswer = isRouteErrorResponse(error);
  return (
    <Frame>
      <ErrorPage status={isAnswer ? error.status : 500} message={isAnswer ? String(error.data) : undefined} requestId={requestId}>
        <p>
          <a className="button button-primary" href={paths.home()}>
            All threads
          </a>
        </p>
      </ErrorPage>
    </Frame>
  );
}

export const headers = keepRetryAfter;
