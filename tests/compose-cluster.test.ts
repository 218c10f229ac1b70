/** `compose.cluster.yaml` can't be run here: what it says to the program is at least what the program reads. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { parseEnv } from "~/platform/env.server";
import { projectRoot } from "~/platform/project-root.server";

const text = readFileSync(join(projectRoot, "compose.cluster.yaml"), "utf8");
const Service = z.looseObject({
  image: z.string(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  depends_on: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).default([]),
  volumes: z.array(z.string()).default([]),
  configs: z.array(z.looseObject({ source: z.string() })).default([]),
});
const { services, volumes, configs } = z
  .looseObject({
    services: z.record(z.string(), Service),
    volumes: z.record(z.string(), z.unknown()),
    configs: z.record(z.string(), z.object({ content: z.string() })),
  })
  .parse(parse(text, { merge: true }));

const values: Record<string, string> = {
  PUBLIC_URL: "https://forum.example",
  SECRET_KEY: "0123456789abcdef0123456789abcdef",
  POSTGRES_PASSWORD: "0123456789abcdef",
  MEILI_KEY: "0123456789abcdef",
};
/** A value as docker compose fills it in: `${NAME}`, `${NAME:-default}`, `${NAME:?what is wrong without it}`. */
const filled = (value: string | number) =>
  String(value).replaceAll(
    /\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g,
    (_, name: string, sign?: string, rest = "") => values[name] ?? (sign === "-" ? rest : ""),
  );
const ours = Object.entries(services).filter(([, { image }]) => image === "counterproof");

test("it runs a primary, two replicas, two web servers, a worker, a proxy and Meilisearch", () => {
  expect(Object.keys(services).toSorted()).toEqual(
    ["meilisearch", "primary", "proxy", "replica-1", "replica-2", "web-1", "web-2", "worker"].toSorted(),
  );
});

describe.each(ours)("the process %s", (name, { environment }) => {
  test("has settings that the program reads, and starts with them", () => {
    const schema = /const Env = z\.object\(\{([\s\S]*?)\n\}\);/.exec(
      readFileSync(join(projectRoot, "app/platform/env.server.ts"), "utf8"),
    )![1]!;
    const known = new Set([...schema.matchAll(/^ {2}([A-Z][A-Z0-9_]*):/gm)].map(([, variable]) => variable!));
    expect(Object.keys(environment).filter((variable) => !known.has(variable))).toEqual([]);
    const given = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, filled(value)]));
    expect(parseEnv(given)).toMatchObject({
      ROLE: name === "worker" ? "worker" : "web",
      isLocal: false,
      TRUST_PROXY: 2,
      shutdownDelay: 2_000,
    });
  });
});

test("each variable that it takes from .env stands in .env.example", () => {
  const example = readFileSync(join(projectRoot, ".env.example"), "utf8");
  const taken = new Set([...text.matchAll(/(?<!\$)\$\{([A-Z][A-Z0-9_]*)/g)].map(([, name]) => name!));
  expect([...taken].filter((name) => !new RegExp(`^# ?${name}=`, "m").test(example))).toEqual([]);
});

test("each service, volume and file that it names is there, and the proxy knows every web server", () => {
  const needed = Object.values(services).flatMap(({ depends_on: on }) => (Array.isArray(on) ? on : Object.keys(on)));
  expect(needed.filter((name) => !(name in services))).toEqual([]);
  const mounted = Object.values(services).flatMap((service) => service.volumes.map((volume) => volume.split(":")[0]!));
  expect(mounted.toSorted()).toEqual(Object.keys(volumes).toSorted());
  const files = Object.values(services).flatMap((service) => service.configs.map(({ source }) => source));
  expect(files.toSorted()).toEqual(Object.keys(configs).toSorted());
  for (const [name] of ours.filter(([, { environment }]) => environment["ROLE"] === "web"))
    expect(configs["haproxy"]!.content.match(new RegExp(`server ${name} ${name}:3000`, "g")), name).toHaveLength(2);
});
