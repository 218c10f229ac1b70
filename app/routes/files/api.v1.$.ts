import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { serveApi } from "~/features/api/api.server";

/** Everything below `/api/v1/`; the operations are in the room of the API. */
export const loader = ({ request, context }: LoaderFunctionArgs) =>
  serveApi({ request, url: context.url, address: context.address });

export const action = ({ request, context }: ActionFunctionArgs) =>
  serveApi({ request, url: context.url, address: context.address });
