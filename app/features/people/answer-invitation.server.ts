/** The forms of invitations, an administrator's and a member's own. */
import { z } from "zod";
import type { Member } from "~/features/auth/auth";
import { countAttempt, limits, waitInWords } from "~/features/auth/auth.server";
import { makeInvitation, revokeInvitation } from "~/features/members/members.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { parseForm, refuse } from "~/platform/form.server";
import type { FormState } from "~/ui/form-state";
import { InvitationForm, RevokeForm } from "./member-forms";

const Sent = z.discriminatedUnion("intent", [InvitationForm, RevokeForm]);

const days = 14;

type Answer = { status: number; reply: FormState; link: string | null };

/** Makes a link, which the answer shows once, or closes one: any as an administrator, else one's own. */
export async function answerInvitation(request: Request, by: Member, isAdministrator: boolean): Promise<Answer> {
  const form = parseForm(await request.formData(), Sent);
  if (!form.ok) return { status: 422, reply: form.reply, link: null };
  if (form.value.intent === "revoke") {
    const isDone = await revokeInvitation(form.value.invitation, isAdministrator ? null : by.id);
    if (isDone) return { status: 200, reply: null, link: null };
    const reply = refuse(form.fields, { "": ["There is no such invitation, or it is closed already."] });
    return { status: 409, reply, link: null };
  }
  const wait = await countAttempt(limits.invitationByMember, by.id);
  if (wait > 0) {
    const words = `You have made many invitations. Try again ${waitInWords(wait)}.`;
    return { status: 429, reply: refuse(form.fields, { "": [words] }), link: null };
  }
  const { note, uses } = form.value;
  const token = await makeInvitation({ byId: by.id, note, uses, days });
  return { status: 200, reply: null, link: env().publicOrigin + paths.joinBy(token) };
}
