import { type ActionFunctionArgs, json } from "@remix-run/node";
import { z } from "zod";
import { askerOf } from "~/features/auth/auth";
import { countPreview } from "~/features/auth/auth.server";
import { maxBodyBytes } from "~/features/markdown/markdown";
import { bytesOf } from "~/features/posts/posts";
import { previewPost } from "~/features/posts/posts.server";
import { LineIsFull } from "~/platform/reading-errors";
import { problem } from "~/platform/responses.server";

const Body = z.object({ markdown: z.string() });

export function loader() {
  return problem(405, "Method not allowed", 'Send a POST with JSON: { "markdown": "…" }.', { Allow: "POST" });
}

/** `{ "markdown": … }` → `{ "html": …, "warnings": [{ "line": …, "message": … }] }`, as a post would show it to everybody. Reads no cookie and stores nothing. */
export async function action({ request, context }: ActionFunctionArgs) {
  if (request.method !== "POST") return loader();
  const wait = await countPreview({ address: context.address, member: null });
  if (wait > 0)
    return problem(429, "Too many requests", "This address asks for previews too often.", {
      "Retry-After": String(wait),
    });

  const body = Body.safeParse(await request.json().catch(() => null));
  if (!body.success) return problem(422, "Invalid request", "The body must be JSON with a string in “markdown”.");
  if (bytesOf(body.data.markdown) > maxBodyBytes)
    return problem(422, "Too long", `A post holds ${maxBodyBytes} bytes.`);

  const asker = askerOf({ request, context, viewer: null });
  const preview = await previewPost(body.data.markdown, null, asker).catch((error: unknown) => {
    if (error instanceof LineIsFull) return null;
    throw error;
  });
  if (!preview)
    return problem(503, "Busy", "Too many previews are asked for just now. Try again in a few seconds.", {
      "Retry-After": "5",
    });
  if (!preview.ok) return problem(422, "Not renderable", "This text nests too deeply or repeats one mark too often.");
  const warnings = preview.warnings.map(({ line, message }) => ({ line, message }));
  return json({ html: preview.html, warnings }, { headers: { "Cache-Control": "no-store" } });
}
