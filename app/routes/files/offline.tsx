import type { MetaFunction } from "@remix-run/node";
import { BrandHeader } from "~/ui/brand";
import { HalfMark } from "~/ui/icon";
import { privateMeta } from "~/ui/page-meta";

/** Resolves to whatever page this one stands in for. */
const samePage = "";

/** Kept by browsers and shown in the place of a page that the network did not bring. Nothing on it needs the network. */
export default function Offline() {
  return (
    <>
      <BrandHeader />
      <main className="page">
        <section className="state-page">
          <HalfMark />
          <h1>This page did not arrive.</h1>
          <p className="state-lead">
            There is no network just now, or the forum does not answer. Numbers change, so no old copy is shown in its
            place. What you typed stays in your browser: go back to the page you typed it on.
          </p>
          <p>
            <a className="button button-primary" href={samePage}>
              Try again
            </a>
          </p>
        </section>
      </main>
    </>
  );
}

export const meta: MetaFunction = () => privateMeta("Offline");
