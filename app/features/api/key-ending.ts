/** What the owner of a key reads when it ends soon, or has ended and took webhooks along. */
import { formatDate } from "~/ui/dates";

/** Days before its end on which the owner is told. */
export const daysOfWarning = 14;

type Ending = { name: string; expiresAt: string; hosts: string[]; hasEnded: boolean };

/** The words of the notice, without a full stop. `hosts` are those of its webhooks. */
export function endingInWords({ name, expiresAt, hosts, hasEnded }: Ending): string {
  const hooks = `your ${hosts.length === 1 ? "webhook" : "webhooks"} at ${hosts.join(", ")}`;
  if (hasEnded) return `Your API key “${name}” has ended, and ${hooks} with it: make new ones with another key`;
  const also = hosts.length === 0 ? "" : `, and ${hooks} with it`;
  return `Your API key “${name}” ends on ${formatDate(expiresAt)}${also}: make ${hosts.length === 0 ? "another one" : "new ones"} in time`;
}
