import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { countAttempt, findBan, getViewer, limits, waitInWords } from "~/features/auth/auth.server";
import { findCitation, ReviewForm, reviewCitation } from "~/features/citations/citations.server";
import { refreshCitationLists } from "~/features/posts/posts.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { idParam } from "~/platform/id-param";

async function citationOf({ params, context }: Pick<LoaderFunctionArgs, "params" | "context">) {
  const id = idParam(params["citationId"]);
  const citation = id > 0 ? await findCitation(id, await getViewer(context)) : null;
  invariantResponse(citation, "There is no such citation: its post may have changed.", { status: 404 });
  return { ...citation, path: `${paths.source(citation.source)}#c-${id}` };
}

/** Who opens the address wants the citation among those of its source. */
export async function loader(given: LoaderFunctionArgs) {
  return redirect((await citationOf(given)).path, 302);
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const citation = await citationOf({ params, context });
  // Script sends the form from a card, and stays where it is.
  const staysOpen = request.headers.get("Accept") === "application/json";
  const by = await getViewer(context);
  if (!by) {
    invariantResponse(!staysOpen, "You are signed out: sign in, then say it once more.", { status: 401 });
    return redirect(paths.signIn(citation.path), 303);
  }
  const ban = await findBan(by);
  invariantResponse(!ban, ban?.words ?? "", { status: 403 });
  const form = parseForm(await request.formData(), ReviewForm);
  invariantResponse(
    form.ok,
    "Say whether the source says it, partly, not, or can’t be opened, in at most 300 characters.",
    { status: 422 },
  );
  const wait = await countAttempt(limits.sourceByMember, by.id);
  invariantResponse(wait === 0, `You have reviewed a lot in a short time. Try again ${waitInWords(wait)}.`, {
    status: 429,
    headers: { "Retry-After": String(wait) },
  });

  const done = await reviewCitation({ citationId: citation.id, by, ...form.value });
  invariantResponse(done.ok, "This citation is yours: whether its source says it is for others to find.", {
    status: 403,
  });
  await refreshCitationLists([done.postId]);
  return staysOpen ? new Response(null, { status: 204 }) : redirect(citation.path, 303);
}
