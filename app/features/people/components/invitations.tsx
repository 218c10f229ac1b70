import { Form } from "@remix-run/react";
import { paths } from "~/paths";
import { Field, FormErrors } from "~/ui/field";
import { errorsOf, fieldOf, type FormState } from "~/ui/form-state";
import { formatDate } from "~/ui/time";

type Card = { id: number; handle: string; name: string };
export type ShownInvitation = {
  id: number;
  note: string;
  createdAt: string;
  expiresAt: string;
  usesLeft: number;
  isOpen: boolean;
  by: Card;
  joined: Card[];
};

/** Makes a link. It is shown once, since only its hash is kept. */
export function InvitationMaker({ state, link }: { state: FormState; link: string | null }) {
  return (
    <>
      {link && (
        <div className="notice" role="status">
          <p>
            <b>Copy this link now:</b> it is shown this once. Whoever has it may join.
          </p>
          <p>
            <code className="invitation-link">{link}</code>
          </p>
        </div>
      )}
      <Form method="post" className="settings-form" key={link}>
        <FormErrors errors={errorsOf(state, "")} />
        <Field
          {...fieldOf(state, "note")}
          label="For whom"
          maxLength={120}
          help="A note that you and administrators see."
        />
        <Field
          {...fieldOf(state, "uses", "1")}
          label="How many may join by it"
          inputMode="numeric"
          pattern="\d+"
          help="The link works for 14 days."
        />
        <div className="form-actions">
          <button className="button button-primary" name="intent" value="make">
            Make a link
          </button>
        </div>
      </Form>
    </>
  );
}

type ListProps = { invitations: ShownInvitation[]; /** For administrators, who see everybody's. */ saysWho: boolean };

export function InvitationList({ invitations, saysWho }: ListProps) {
  if (invitations.length === 0) return <p className="none-yet">No invitations yet.</p>;
  return (
    <ul className="line-list">
      {invitations.map((invitation) => (
        <li key={invitation.id}>
          {invitation.note || "An invitation without a note"}
          <p className="line-note">
            {saysWho && (
              <>
                by <a href={paths.administerMember(invitation.by)}>{invitation.by.name}</a> ·{" "}
              </>
            )}
            made {formatDate(invitation.createdAt)} ·{" "}
            {invitation.isOpen ? `open for ${invitation.usesLeft} until ${formatDate(invitation.expiresAt)}` : "closed"}
          </p>
          {invitation.joined.length > 0 && (
            <p className="line-note">
              Joined:{" "}
              {invitation.joined.map((member, index) => (
                <span key={member.id}>
                  {index > 0 && ", "}
                  <a href={saysWho ? paths.administerMember(member) : paths.member(member)}>{member.name}</a>
                </span>
              ))}
            </p>
          )}
          {invitation.isOpen && (
            <Form method="post">
              <input type="hidden" name="invitation" value={invitation.id} />
              <button className="quiet" name="intent" value="revoke">
                Close<span className="visually-hidden"> the invitation “{invitation.note}”</span>
              </button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}
