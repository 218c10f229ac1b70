import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { isModerator } from "~/features/auth/auth";
import { getViewer, requireMember } from "~/features/auth/auth.server";
import { findUpload, ownsUpload, readUpload, removeOwnUpload } from "~/features/uploads/uploads.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { nameOfUpload, RemoveUploadForm } from "~/features/uploads/uploads";

const absent = "There is no such picture.";

/** The hash, with or without the ending that some programs want. */
function hashOf(params: LoaderFunctionArgs["params"]) {
  const hash = /^([0-9a-f]{64})(?:\.(?:png|jpg|webp|gif))?$/.exec(params["hash"] ?? "")?.[1];
  invariantResponse(hash, absent, { status: 404 });
  return hash;
}

/**
 * The picture itself: the same bytes for ever, so kept for ever by whoever has fetched it once. Reads no cookie, unless it waits
 * for a moderator: then its owners and moderators see it alone.
 */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const hash = hashOf(params);
  const upload = await findUpload(hash);
  invariantResponse(upload, absent, { status: 404 });
  invariantResponse(!upload.removedAt, "This picture was removed by a moderator.", { status: 410 });

  const viewer = upload.heldAt ? await getViewer(context) : null;
  const maySee = !upload.heldAt || isModerator(viewer) || (viewer !== null && (await ownsUpload(viewer.id, hash)));
  invariantResponse(maySee, absent, { status: 404, headers: { "Cache-Control": "no-store" } });

  const headers = {
    ETag: `"${hash}"`,
    "Cache-Control": upload.heldAt ? "private, no-store" : "public, max-age=31536000, immutable",
    "Content-Type": `image/${upload.kind}`,
    "Content-Disposition": `inline; filename="${nameOfUpload({ hash, kind: upload.kind })}"`,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    // Feed readers and other sites that quote a post show its pictures.
    "Cross-Origin-Resource-Policy": "cross-origin",
  };
  const known = request.headers.get("If-None-Match") ?? "";
  if (known === "*" || known.includes(headers.ETag)) return new Response(null, { status: 304, headers });

  const bytes = await readUpload(hash);
  invariantResponse(bytes, absent, { status: 404 });
  return new Response(bytes, { headers: { ...headers, "Content-Length": String(bytes.length) } });
}

/** Removes one's own upload. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const hash = hashOf(params);
  if (!(await getViewer(context))) return redirect(paths.signIn(paths.uploads()), 303);
  const by = await requireMember(context);
  const form = parseForm(await request.formData(), RemoveUploadForm);
  invariantResponse(form.ok, "Say what is to be done with this picture.", { status: 422 });
  const isDone = await removeOwnUpload({ hash, by });
  invariantResponse(isDone, "This is not one of your pictures.", { status: 403 });
  return redirect(paths.uploads(), 303);
}
