import { countAttempt, forgetAttempts, giveBackAttempt, limits } from "./rate-limits.server";

type Attempt = {
  /** The account, by whatever name it was addressed; a name that no account has counts like one. */
  account: string | number;
  address: string;
  /** The name of a browser in which this account's owner has signed in before. */
  knownBrowser: string | null;
};

type Admission =
  | { ok: true; /** To call when the password was right. */ succeed(): Promise<void> }
  /** Seconds until the next try. */
  | { ok: false; wait: number };

/**
 * Counts an attempt to sign in before the password is looked at, so that attempts at the same time count too.
 *
 * A known browser has counters of its own. Others are counted by address first, so that an address past its limit counts
 * against nobody; then by account and address together. When many addresses fail at one account, unknown browsers get
 * one try in ten seconds between them: guessing is slow, and the owner is at no time kept out by strangers.
 */
export async function admitSignIn({ account, address, knownBrowser }: Attempt): Promise<Admission> {
  if (knownBrowser) return admitKnown(`${account} ${knownBrowser}`);

  const byAddress = await countAttempt(limits.signInByAddress, address);
  if (byAddress > 0) return { ok: false, wait: byAddress };
  const pair = `${account} ${address}`;
  const byPair = await countAttempt(limits.failedSignInByPair, pair);
  if (byPair > 0) return { ok: false, wait: byPair };
  if ((await countAttempt(limits.failedSignInByAccount, account)) > 0) {
    const turn = await countAttempt(limits.slowSignInByAccount, account);
    if (turn > 0) {
      await giveBackAttempt(limits.failedSignInByPair, pair);
      return { ok: false, wait: turn };
    }
  }
  return {
    ok: true,
    async succeed() {
      await forgetAttempts(limits.failedSignInByPair, pair);
      await giveBackAttempt(limits.failedSignInByAccount, account);
    },
  };
}

async function admitKnown(browser: string): Promise<Admission> {
  const wait = Math.max(
    await countAttempt(limits.signInByBrowser, browser),
    await countAttempt(limits.failedSignInByBrowser, browser),
  );
  if (wait > 0) return { ok: false, wait };
  return { ok: true, succeed: () => forgetAttempts(limits.failedSignInByBrowser, browser) };
}
