import type { LoaderFunctionArgs } from "@remix-run/node";
import { listMemberRange } from "~/features/members/members.server";
import { listThreadRange } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { answerWithSitemap, partSize } from "./sitemap.server";

/** One part of the site map: the threads or members of one range of ids. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  const [, kind, digits] = /^sitemap-(threads|members)-([1-9]\d{0,5})$/.exec(params["part"] ?? "") ?? [];
  const number = Number(digits);
  invariantResponse(kind && number * partSize <= 2_147_483_647, "There is no such file.", { status: 404 });
  const places = kind === "threads" ? await threads(number) : await members(number);
  invariantResponse(places.length > 0, "There is no such file.", { status: 404 });
  return answerWithSitemap(request, "urlset", places);
}

async function threads(number: number) {
  const range = await listThreadRange(number, partSize);
  return range.map((thread) => ({ path: paths.thread(thread), changedAt: thread.changedAt }));
}

async function members(number: number) {
  const range = await listMemberRange(number, partSize);
  return range.map((member) => ({ path: paths.member(member) }));
}
