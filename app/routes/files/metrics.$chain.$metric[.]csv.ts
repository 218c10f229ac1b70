import type { LoaderFunctionArgs } from "@remix-run/node";
import { seriesFile } from "~/features/series/series.server";

/** The series as a table for spreadsheets. */
export const loader = ({ params, context }: LoaderFunctionArgs) =>
  seriesFile("csv", params["chain"], params["metric"], context.url.searchParams);
