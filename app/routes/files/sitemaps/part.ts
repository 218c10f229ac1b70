import type { LoaderFunctionArgs } from "@remix-run/node";
import { invariantResponse } from "~/platform/responses.server";
import { isPartKind, parts } from "./parts.server";
import { answerWithSitemap, partSize } from "./sitemap.server";

/** One part of the site map, such as the threads of one range of ids. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  const [, kind = "", digits] = /^sitemap-([a-z]+)-([1-9]\d{0,5})$/.exec(params["part"] ?? "") ?? [];
  const number = Number(digits);
  invariantResponse(isPartKind(kind) && number * partSize <= 2_147_483_647, "There is no such file.", { status: 404 });
  const places = await parts[kind].read(number);
  invariantResponse(places.length > 0, "There is no such file.", { status: 404 });
  return answerWithSitemap(request, "urlset", places);
}
