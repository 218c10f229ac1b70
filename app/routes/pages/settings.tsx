import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { SettingsPages } from "~/features/members/components/settings-pages";
import { WaysToAdd } from "~/features/members/components/ways-to-add";
import { listWaysToAdd } from "~/features/members/members.server";
import { findLeaving } from "~/features/people/people.server";
import { paths } from "~/paths";
import { pageData } from "~/platform/page-data.server";
import type { loader as rootLoader } from "~/root";
import { formatMinute } from "~/ui/time";

export async function loader({ context }: LoaderFunctionArgs) {
  const viewer = await getViewer(context);
  if (!viewer) return pageData(context, { waysToAdd: [], leaving: null });
  const [waysToAdd, leaving] = await Promise.all([listWaysToAdd(viewer.id), findLeaving(viewer.id)]);
  // The page that takes it back says it itself.
  return pageData(context, { waysToAdd, leaving: context.url.pathname === paths.ownData() ? null : leaving });
}

/** The frame of a member's settings. A visitor has one page of them, the appearance, and needs no way to others. */
export default function Settings() {
  const { waysToAdd, leaving } = useLoaderData<typeof loader>();
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer ?? null;
  if (!viewer) return <Outlet />;
  return (
    <SettingsPages isSuspended={viewer.isSuspended}>
      <div className="settings-page">
        {leaving && (
          <p className="notice" role="status">
            Your account is erased on {formatMinute(leaving.dueAt)}. <a href={paths.ownData()}>Stay, or see how</a>
          </p>
        )}
        <WaysToAdd ways={waysToAdd} />
        <Outlet />
      </div>
    </SettingsPages>
  );
}
