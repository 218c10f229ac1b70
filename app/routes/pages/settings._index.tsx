import { redirect } from "@remix-run/node";
import { settingsPages } from "~/features/members/components/settings-pages";

/** The settings begin with their first page. */
export const loader = () => redirect(settingsPages[0]!.href, 303);
