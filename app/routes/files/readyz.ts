import type { LoaderFunctionArgs } from "@remix-run/node";

/** Ready to serve: the database answers and is migrated, the job loop runs, and nobody asked us to stop. */
export async function loader({ context }: LoaderFunctionArgs) {
  const faults = await context.readiness();
  const body = faults.length === 0 ? "ready\n" : `${faults.join("\n")}\n`;
  return new Response(body, {
    status: faults.length === 0 ? 200 : 503,
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Cache-Control": "no-store",
      ...(faults.length > 0 && { "Retry-After": "5" }),
    },
  });
}
