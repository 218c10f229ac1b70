import { Outlet, useRouteLoaderData } from "@remix-run/react";
import { SettingsPages } from "~/features/members/components/settings-pages";
import type { loader as rootLoader } from "~/root";

/** The frame of a member's settings. A visitor has one page of them, the appearance, and needs no way to others. */
export default function Settings() {
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer ?? null;
  if (!viewer) return <Outlet />;
  return (
    <SettingsPages>
      <Outlet />
    </SettingsPages>
  );
}
