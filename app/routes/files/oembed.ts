import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerOEmbed } from "~/features/embeds/embeds.server";

/** oEmbed for threads, posts and metrics. */
export const loader = ({ request, context }: LoaderFunctionArgs) => answerOEmbed(request, context.url.searchParams);
