import { expect, test } from "vitest";
import { createLog } from "~/platform/log.server";

function logged(...given: [object, string?] | [string]): string {
  let line = "";
  const log = createLog("info", { write: (text: string) => void (line += text) });
  if (typeof given[0] === "string") log.error(given[0]);
  else log.error(given[0], given[1]);
  return line;
}

const secret = "s3cr3t-Value_1";
const inAddresses = [
  `/new?held=${secret}`,
  `/new?x=1&held=${secret}&y=2`,
  `https://forum.example/admin/first?token=${secret}#top`,
  `/sign-in?redirectTo=%2Fnew%3Fheld%3D${secret}`,
  `/sign-in?redirectTo=%2Fnew%3Fa%3Db%26held%3D${secret}`,
  `/sign-in?redirectTo=%252Fnew%253Fheld%253D${secret}%2526x%253D1`,
  `/callback?state=1&code=${secret}`,
  `https://rpc.example/?apikey=${secret}`,
  `https://rpc.example/?api_key=${secret}`,
  `/unsubscribe?access_token=${secret}`,
  `handle=x&password=${secret}`,
  `password=${secret}`,
  `Cookie: session-3000=${secret}; other=1`,
  `session-3000=${secret}`,
  `__Host-session=${secret}`,
  `Authorization: Bearer ${secret}`,
];

test.each(inAddresses)("%s leaves no secret in a message, a stack, a cause or a field", (text) => {
  const error = new Error(`Failed for ${text}`, { cause: new TypeError(`Invalid URL: "${text}"`) });
  for (const line of [
    logged(text),
    logged({ err: error }, "failed"),
    logged({ url: text }, "failed"),
    logged({ request: { headers: [text] } }, `failed at ${text}`),
    logged({ err: Object.assign(new Error("x"), { input: text, nested: { deep: [text] } }) }),
  ]) {
    expect(line).not.toContain(secret);
    expect(line).toContain("[hidden]");
    expect(() => JSON.parse(line) as unknown).not.toThrow();
  }
});

test("values by their name, and values that an error prints, are hidden too", () => {
  const prisma = new Error(
    `Invalid invocation:\n{ data: { handle: "x", passwordHash: "${secret}", token: '${secret}' } }`,
  );
  for (const line of [
    logged({ err: prisma }),
    logged({ password: secret, nested: { tokenHash: secret, list: [{ held: secret }] } }),
    logged({ err: Object.assign(new Error("x"), { config: { headers: { Authorization: secret, cookie: secret } } }) }),
    logged(`{"password":"${secret}"}`),
    logged(`{"password":"a\\"${secret}"}`),
  ])
    expect(line).not.toContain(secret);
});

test("fields without secrets stay readable", () => {
  const error = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), { code: "ECONNREFUSED" });
  const line = logged({ err: error, provider: "rpc:base", path: "/t/1", ms: 12, id: "abc" }, "a visit failed");
  expect(JSON.parse(line)).toMatchObject({
    err: { message: "connect ECONNREFUSED 127.0.0.1:5432", code: "ECONNREFUSED" },
    provider: "rpc:base",
    path: "/t/1",
    ms: 12,
    id: "abc",
    msg: "a visit failed",
  });
  expect(logged("GET /search?q=fees&sort=new")).toContain("/search?q=fees&sort=new");
});
