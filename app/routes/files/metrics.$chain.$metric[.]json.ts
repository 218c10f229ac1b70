import type { LoaderFunctionArgs } from "@remix-run/node";
import { seriesFile } from "~/features/series/series.server";

/** The series as data; values are decimal strings. */
export const loader = ({ params, context }: LoaderFunctionArgs) =>
  seriesFile("json", params["chain"], params["metric"], context.url.searchParams);
