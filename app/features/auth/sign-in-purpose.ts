/** Pages and forms that are for members, by the beginning of their address, and what one does there. */
const purposes: [RegExp, string][] = [
  [/^\/new(?:\?|$)/, "start a thread"],
  [/^\/t\/.*(?:[?&]reply=|#reply)/, "reply"],
  [/^\/p\/\d+\/edit/, "edit your post"],
  [/^\/tags\/(?:new|[^/]+\/edit)/, "describe a tag"],
  [/^\/sources\/(?:find\/|[^/]+\/edit)/, "add to a source"],
  [/^\/uploads/, "see your pictures"],
  [/^\/inbox/, "read your inbox"],
  [/^\/drafts/, "see your drafts"],
  [/^\/settings\/(?:profile|disclosures)/, "change what others see of you"],
  [/^\/settings(?:\/|\?|$)/, "change your settings"],
  [/^\/(?:mod|admin)(?:\/|\?|$)/, "do a moderator's or an administrator's work"],
];

/** Why signing in is asked for, from the address one goes on to: "Sign in to reply."; null if that page is for everybody. */
export function signInPurpose(redirectTo: string): string | null {
  const found = purposes.find(([address]) => address.test(redirectTo));
  return found ? `Sign in to ${found[1]}. You go on from there.` : null;
}
