import type { ReactNode } from "react";
import { useLocation } from "@remix-run/react";
import { paths } from "~/paths";

/** The pages of a member's settings, in their order. */
export const settingsPages = [
  { words: "Profile", href: paths.profileSettings() },
  { words: "Disclosures", href: paths.disclosures() },
  { words: "Appearance", href: paths.appearance() },
  { words: "Sign-in methods", href: paths.signInMethods() },
  { words: "Sessions", href: paths.sessions() },
  { words: "Invitations", href: paths.ownInvitations() },
  { words: "Notifications", href: paths.notificationSettings() },
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
]);

/** A page of the settings, with the way to the others: in the left margin, or folded above it on a narrow page. */
export function SettingsPages({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const current = parts.get(pathname) ?? pathname;
  const place = settingsPages.findIndex(({ href }) => href === current);
  const links = (
    <ol>
      {settingsPages.map(({ words, href }) => (
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
              {settingsPages[place]!.words}, {place + 1} of {settingsPages.length}
            </span>
          )}
        </summary>
        <nav aria-label="Settings">{links}</nav>
      </details>
      {children}
    </div>
  );
}
