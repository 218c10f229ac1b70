/** What a browser signs next: a challenge for a passkey, a message for a wallet. For our own script. */
import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { countAttempt, getViewer, limits, requireFreshProof, waitInWords } from "~/features/auth/auth.server";
import { WalletAsked } from "~/features/keys/keys";
import { askForNewPasskey, askForPasskey, findHalfSignedIn, writeWalletMessage } from "~/features/keys/keys.server";
import { parseForm } from "~/platform/form.server";

const Asked = z.object({
  for: z.enum(["passkey", "second", "own-passkey", "new-passkey", "wallet", "own-wallet", "new-wallet"]),
});

export const loader = (_: LoaderFunctionArgs) => refused("This address takes forms only.", 405);

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(await request.clone().formData(), Asked);
  if (!form.ok) return refused("There is nothing to sign for that.", 422);
  const wait = await countAttempt(limits.challengeByAddress, context.address);
  if (wait > 0)
    return refused(`Too many attempts. Try again ${waitInWords(wait)}.`, 429, { "Retry-After": String(wait) });
  switch (form.value.for) {
    case "passkey":
      return json(await askForPasskey());
    case "second": {
      const half = await findHalfSignedIn(request);
      return half ? json(await askForPasskey(half.memberId)) : refused("Sign in again.", 403);
    }
    case "own-passkey": {
      const viewer = await getViewer(context);
      return viewer ? json(await askForPasskey(viewer.id)) : refused("Sign in again.", 403);
    }
    case "new-passkey":
      return json(await askForNewPasskey(await requireFreshProof(request, context)));
    case "wallet":
      return writeMessage(request, null);
    case "own-wallet": {
      const viewer = await getViewer(context);
      return viewer ? writeMessage(request, viewer.id) : refused("Sign in again.", 403);
    }
    case "new-wallet":
      return writeMessage(request, (await requireFreshProof(request.clone(), context)).id);
  }
}

async function writeMessage(request: Request, memberId: number | null) {
  const form = parseForm(await request.formData(), WalletAsked);
  if (!form.ok) return refused(Object.values(form.reply.error ?? {}).flat()[0] ?? "The wallet named no account.", 422);
  return json({ message: await writeWalletMessage(form.value, memberId) });
}

const refused = (words: string, status: number, headers: Record<string, string> = {}) =>
  new Response(words, { status, headers: { "Content-Type": "text/plain; charset=utf-8", ...headers } });
