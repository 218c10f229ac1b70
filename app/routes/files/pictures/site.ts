import type { LoaderFunctionArgs } from "@remix-run/node";
import { siteCard } from "~/features/embeds/embeds";
import { answerWithPicture } from "~/features/embeds/embeds.server";
import { env } from "~/platform/env.server";

/** The card of every page that is no thread. */
export function loader({ request, context }: LoaderFunctionArgs) {
  return answerWithPicture(request, siteCard(new URL(env().publicOrigin).host), context.address);
}
