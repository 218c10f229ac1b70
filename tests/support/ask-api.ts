/** The API without a server: a request as a program sends it, answered in this process. */
import { serveApi } from "~/features/api/api.server";
import { env } from "~/platform/env.server";

type Sent = { method?: string; key?: string; json?: unknown; headers?: Record<string, string> };

export function askApi(path: string, { method = "GET", key, json, headers = {} }: Sent = {}): Promise<Response> {
  const url = new URL(`/api/v1${path}`, env().publicOrigin);
  const request = new Request(url, {
    method,
    headers: {
      ...(key !== undefined && { Authorization: `Bearer ${key}` }),
      ...(json !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  return serveApi({ request, url, address: "198.51.100.9" });
}
