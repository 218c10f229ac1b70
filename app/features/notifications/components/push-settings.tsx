import { paths } from "~/paths";
import { Time } from "~/ui/time";
import { pushGroups } from "../choice";
import type { listPushBrowsers, pushObstacle } from "../push-browsers.server";

type Props = {
  /** Why nothing is pushed from this site at all. */
  obstacle: ReturnType<typeof pushObstacle>;
  /** Empty with an obstacle. */
  publicKey: string;
  browsers: Awaited<ReturnType<typeof listPushBrowsers>>;
  /** The groups that are pushed. */
  pushed: string[];
};

const obstacleWords = {
  "no-https": "Browsers allow push over https only, and this site is not reached over https.",
  "no-address":
    "Push is not set up here: push services want an address of this site’s operator, who has configured none.",
};

/** Which browsers show notices while the site is closed, and which notices. Turning a browser on needs its script. */
export function PushSettings({ obstacle, publicKey, browsers, pushed }: Props) {
  return (
    <section className="settings-form" aria-labelledby="push">
      <h2 id="push">Push</h2>
      <p>
        A browser can show notices while this site is closed. What is in them is encrypted for that browser; its push
        service learns that something came, and when. It ends when you sign out there.
      </p>
      {obstacle ? (
        <p className="notice">{obstacleWords[obstacle]}</p>
      ) : (
        <div data-push={publicKey} data-push-on={browsers.some(({ isThis }) => isThis) || undefined}>
          <p className="without-script">To turn it on, a browser needs script.</p>
          <p className="with-script" role="status" data-push-said="" />
          <p className="with-script" hidden>
            <button type="button" className="button" data-push-turn="">
              Turn on in this browser
            </button>
          </p>
        </div>
      )}
      {browsers.length > 0 && <Browsers browsers={browsers} />}
      <PushedKinds key={pushed.join()} pushed={pushed} />
    </section>
  );
}

function Browsers({ browsers }: Pick<Props, "browsers">) {
  return (
    <form method="post" action={paths.pushBrowsers()} aria-label="Browsers with push">
      <input type="hidden" name="intent" value="remove" />
      <ul className="push-browsers">
        {browsers.map(({ id, name, createdAt, lastUsedAt, isThis }) => {
          const words = name || "Unknown browser";
          return (
            <li key={id} className="way">
              <p className="way-name">{isThis ? `${words} (this browser)` : words}</p>
              <p className="way-note">
                since <Time at={createdAt} short />
                {lastUsedAt ? (
                  <>
                    , last notice <Time at={lastUsedAt} />
                  </>
                ) : (
                  ", no notice yet"
                )}
              </p>
              <div className="way-actions">
                <button className="quiet" name="browser" value={id}>
                  Remove<span className="visually-hidden">: {words}</span>
                </button>
              </div>
            </li>
          );
        })}
      </ul>
    </form>
  );
}

function PushedKinds({ pushed }: Pick<Props, "pushed">) {
  return (
    <form method="post" action={paths.pushBrowsers()} className="push-form">
      <input type="hidden" name="intent" value="choose" />
      <fieldset className="field">
        <legend>Pushed to your browsers</legend>
        <div className="field-choices push-kinds">
          {pushGroups.map(({ about, words }) => (
            <label key={about}>
              <input type="checkbox" name="push" value={about} defaultChecked={pushed.includes(about)} /> {words}
            </label>
          ))}
        </div>
        <p className="field-help">Of what comes to your inbox. What you have read meanwhile is not pushed.</p>
      </fieldset>
      <div className="form-actions">
        <button className="button">Keep what is pushed</button>
      </div>
    </form>
  );
}
