import type { ReactNode } from "react";
import { useLocation } from "@remix-run/react";
import { paths } from "~/paths";

type SettingsPage = { words: string; href: string; /** Open to members in good standing alone. */ isForGood?: boolean };

/** The pages of a member's settings, in their order. */
const settingsPages: SettingsPage[] = [
  { words: "Profile", href: paths.profileSettings(), isForGood: true },
  { words: "Disclosures", href: paths.disclosures(), isForGood: true },
  { words: "Appearance", href: paths.appearance() },
  { words: "Sign-in methods", href: paths.signInMethods() },
  { words: "Sessions", href: paths.sessions() },
  { words: "Invitations", href: paths.ownInvitations(), isForGood: true },
  { words: "Notifications", href: paths.notificationSettings(), isForGood: true },
  { words: "API keys", href: paths.apiKeys() },
  { words: "Webhooks", href: paths.webhooks() },
  { words: "Standing", href: paths.standing() },
  { words: "Your data", href: paths.ownData() },
];

/** Pages that belong to one of them, by address. */
const parts = new Map([
  [paths.handleSettings(), paths.profileSettings()],
  [paths.avatar(), paths.profileSettings()],
  ...[
    paths.changeEmail(),
    paths.changePassword(),
    paths.ownSecondFactor(),
    paths.newPasskey(),
    paths.newWallet(),
    paths.prove(),
  ].map((path): [string, string] => [path, paths.signInMethods()]),
  [paths.leave(), paths.ownData()],
  [paths.ownImports(), paths.ownData()],
]);

/** The pages that a member can open; a suspended one secures the account, takes the data along and leaves. */
export const settingsPagesFor = ({ isSuspended }: { isSuspended: boolean }) =>
  settingsPages.filter(({ isForGood }) => !isForGood || !isSuspended);

/** A page of the settings, with the way to the others: in the left margin, or folded above it on a narrow page. */
export function SettingsPages({ isSuspended, children }: { isSuspended: boolean; children: ReactNode }) {
  const { pathname } = useLocation();
  const current = parts.get(pathname) ?? (pathname.startsWith(`${paths.webhooks()}/`) ? paths.webhooks() : pathname);
  const pages = settingsPagesFor({ isSuspended });
  const place = pages.findIndex(({ href }) => href === current);
  const links = (
    <ol>
      {pages.map(({ words, href }) => (
        <li key={href}>
          <a href={href} aria-current={href === current ? (href === pathname ? "page" : "true") : undefined}>
            {words}
          </a>
        </li>
      ))}
    </ol>
  );
  return (
    <div className="settings-frame">
      <nav className="contents settings-parts" aria-label="Settings">
        {links}
      </nav>
      <details className="contents-fold settings-fold">
        <summary>
          Settings
          {place >= 0 && (
            <span>
              {pages[place]!.words}, {place + 1} of {pages.length}
            </span>
          )}
        </summary>
        <nav aria-label="Settings">{links}</nav>
      </details>
      {children}
    </div>
  );
}
