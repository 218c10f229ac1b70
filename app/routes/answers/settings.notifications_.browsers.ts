import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { countAttempt, limits, requireMember, waitInWords } from "~/features/auth/auth.server";
import { PushChoices, PushForm } from "~/features/notifications/notifications";
import { addPushBrowser, keepPushChoices, removePushBrowser } from "~/features/notifications/notifications.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { readId } from "~/platform/id-param";
import { invariantResponse, problem } from "~/platform/responses.server";

/** Browsers are sent; the address itself leads to the settings. */
export function loader(_: LoaderFunctionArgs) {
  return redirect(paths.notificationSettings(), 302);
}

const refusals = {
  "unknown-service":
    "This site sends notices to the push services of Chrome, Firefox, Safari and Edge, and not to this one.",
  "bad-keys": "The browser’s keys for push can’t be read. Open this page again and try once more.",
  "too-many": "Notices are pushed to twenty browsers already. Remove one of them first.",
};

/**
 * `intent` `add` with a subscription and `gone` with its `endpoint` are asked by script → 204, or a problem; `remove` with the
 * `browser` of the list, and `choose` with what is pushed, are forms → 303.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireMember(context);
  const fields = await request.formData();
  const kept = redirect(paths.notificationSettings({ kept: true }), 303);
  switch (fields.get("intent")) {
    case "add": {
      const form = parseForm(fields, PushForm);
      if (!form.ok) return problem(422, "Invalid subscription", refusals["bad-keys"]);
      const wait = await countAttempt(limits.followByMember, member.id);
      if (wait > 0) return problem(429, "Too often", `That was often. Try again ${waitInWords(wait)}.`);
      const { id } = await context.session();
      const added = await addPushBrowser(member, id!, { ...form.value, name: context.browser });
      return added.ok ? new Response(null, { status: 204 }) : problem(422, "Not turned on", refusals[added.reason]);
    }
    case "gone":
      await removePushBrowser(member, { endpoint: String(fields.get("endpoint")) });
      return new Response(null, { status: 204 });
    case "remove": {
      const id = readId(fields.get("browser"));
      invariantResponse(id !== null, "Say which browser.", { status: 422 });
      await removePushBrowser(member, { id });
      return kept;
    }
    case "choose": {
      const form = parseForm(fields, PushChoices);
      invariantResponse(form.ok, "Choose what is pushed from the list.", { status: 422 });
      await keepPushChoices(member, form.value.push);
      return kept;
    }
  }
  invariantResponse(false, "Choose what to do.", { status: 422 });
}
