import { isAdmin, type Member } from "~/features/auth/auth";
import { paths } from "~/paths";
import { shortcuts } from "~/ui/shortcuts";
import { initials } from "../member";

type Props = {
  viewer: Member;
  avatarHash: string | null;
  /** How many cases wait for moderators; null for who isn't one. */
  waiting: number | null;
};

/**
 * The menu under the member's tile: one's own pages, and signing out as its last entry. A popover needs no script: the
 * browser closes it on Escape and gives focus back to the tile.
 */
export function OwnMenu({ viewer, avatarHash, waiting }: Props) {
  return (
    <>
      {/* React 18 does not know popovers yet, and passes on what it does not know. */}
      <button
        type="button"
        className="tile tile-button"
        aria-label={`Your menu, ${viewer.name}`}
        title={viewer.name}
        {...{ popovertarget: "own-menu" }}
      >
        {avatarHash === null ? (
          initials(viewer.name)
        ) : (
          <img className="tile" src={paths.upload({ hash: avatarHash })} alt="" width={36} height={36} />
        )}
      </button>
      <div id="own-menu" className="own-menu" {...{ popover: "auto" }}>
        <p className="own-menu-name">
          <b>{viewer.name}</b> <span>@{viewer.handle}</span>
        </p>
        <nav aria-label="Yours">
          <a href={paths.member(viewer)}>Your profile</a>
          <a href={paths.drafts()}>Drafts</a>
          <a href={paths.bookmarks()}>Bookmarks</a>
          <a href={paths.uploads()}>Pictures</a>
          <a href={paths.disclosures()}>Disclosures</a>
          <a href={paths.settings()}>Settings</a>
          <a href={paths.appearance()}>Appearance</a>
          {waiting !== null && (
            <a href={paths.queue()}>
              Queue <span className="own-menu-count">{waiting}</span>
            </a>
          )}
          {isAdmin(viewer) && <a href={paths.administration()}>Administration</a>}
        </nav>
        <details className="own-keys">
          <summary>Keyboard shortcuts</summary>
          <dl>
            {shortcuts
              .flatMap(({ keys }) => keys)
              .map(({ keys, does }) => (
                <div key={does}>
                  <dt>
                    <kbd>{keys.join(" ")}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
          </dl>
        </details>
        <form method="post" action={paths.signOut()}>
          <button>Sign out</button>
        </form>
      </div>
    </>
  );
}
