import type { LinksFunction } from "@remix-run/node";
import { Outlet } from "@remix-run/react";
import styles from "~/styles/more.css?url";

/** Around every screen but the front page and threads: their sheet has come before one of them is shown. */
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export default Outlet;
