/** What administrators do about a member: a form each, with the reason that the log keeps. */
import { Form } from "@remix-run/react";
import { Field, FormErrors, SelectField } from "~/ui/field";
import { errorsOf, fieldOf, type FormState, typed } from "~/ui/form-state";
import { ReasonField } from "~/ui/reason-field";

type FormProps = {
  member: { name: string; handle: string; role: string; suspendedAt: string | null };
  state: FormState;
};

export function SuspendForm({ member, state }: FormProps) {
  const isSuspended = member.suspendedAt !== null;
  return (
    <section>
      <h2>{isSuspended ? "Lift the suspension" : "Suspend"}</h2>
      <Form method="post" className="member-form">
        <FormErrors errors={errorsOf(state, "")} />
        {!isSuspended && (
          <Field
            {...fieldOf(state, "days")}
            label="Days"
            inputMode="numeric"
            pattern="\d*"
            help="Empty: until somebody lifts it. A suspended member can read, see why and until when, and take their data away."
          />
        )}
        <ReasonField state={state} help="The member and everybody in the moderation log read it." />
        <button className="button" name="intent" value={isSuspended ? "lift" : "suspend"}>
          {isSuspended ? "Lift the suspension" : `Suspend ${member.name}`}
        </button>
      </Form>
    </section>
  );
}

export function RoleForm({ member, state }: FormProps) {
  return (
    <section>
      <h2>Role</h2>
      <Form method="post" className="member-form">
        <FormErrors errors={errorsOf(state, "")} />
        <SelectField
          name="role"
          label="Role"
          defaultValue={typed(state, "role", member.role)}
          errors={errorsOf(state, "role")}
          help="A change signs the member out everywhere."
        >
          <option value="member">Member</option>
          <option value="moderator">Moderator</option>
          <option value="admin">Administrator</option>
        </SelectField>
        <ReasonField state={state} />
        <button className="button" name="intent" value="role">
          Change the role
        </button>
      </Form>
    </section>
  );
}

export function RenameForm({ member, state }: FormProps) {
  return (
    <section>
      <h2>Take an abusive name away</h2>
      <Form method="post" className="member-form">
        <FormErrors errors={errorsOf(state, "")} />
        <Field {...fieldOf(state, "name", member.name)} label="New name" required maxLength={60} />
        <Field
          {...fieldOf(state, "handle", member.handle)}
          label="New handle"
          required
          maxLength={30}
          autoCapitalize="none"
          spellCheck={false}
          help="The old one leads on, and can’t be taken back. Neither old name is said in the log."
        />
        <ReasonField state={state} />
        <button className="button" name="intent" value="rename">
          Rename
        </button>
      </Form>
    </section>
  );
}
