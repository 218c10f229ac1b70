import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { SettingsPages } from "~/features/members/components/settings-pages";
import { WaysToAdd } from "~/features/members/components/ways-to-add";
import { listWaysToAdd } from "~/features/members/members.server";
import { pageData } from "~/platform/page-data.server";
import type { loader as rootLoader } from "~/root";

export async function loader({ context }: LoaderFunctionArgs) {
  const viewer = await getViewer(context);
  return pageData(context, { waysToAdd: viewer ? await listWaysToAdd(viewer.id) : [] });
}

/** The frame of a member's settings. A visitor has one page of them, the appearance, and needs no way to others. */
export default function Settings() {
  const { waysToAdd } = useLoaderData<typeof loader>();
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer ?? null;
  if (!viewer) return <Outlet />;
  return (
    <SettingsPages isSuspended={viewer.isSuspended}>
      <div className="settings-page">
        <WaysToAdd ways={waysToAdd} />
        <Outlet />
      </div>
    </SettingsPages>
  );
}
