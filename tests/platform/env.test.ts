import { describe, expect, test } from "vitest";
import { parseEnv } from "~/platform/env.server";

test("nothing set is local mode on this machine", () => {
  expect(parseEnv({})).toMatchObject({
    isLocal: true,
    host: "127.0.0.1",
    PORT: 3000,
    publicOrigin: "http://localhost:3000",
    goodOrigins: ["http://localhost:3000", "http://127.0.0.1:3000"],
  });
});

test("with a database and a public address only that address's forms are taken", () => {
  expect(
    parseEnv({ DATABASE_URL: "postgresql://a:b@db/c", PUBLIC_URL: "https://forum.example/", TRUST_PROXY: "1" }),
  ).toMatchObject({
    isLocal: false,
    host: "0.0.0.0",
    publicOrigin: "https://forum.example",
    goodOrigins: ["https://forum.example"],
    TRUST_PROXY: 1,
  });
});

test("a process does everything unless its role says which part, and parts share a database", () => {
  const DATABASE_URL = "postgresql://a:b@db/c";
  expect(parseEnv({}).ROLE).toBe("all");
  for (const ROLE of ["all", "web", "worker"]) expect(parseEnv({ DATABASE_URL, ROLE }).ROLE).toBe(ROLE);
  expect(() => parseEnv({ DATABASE_URL, ROLE: "jobs" })).toThrow(/ROLE must be all, web or worker/);
  expect(() => parseEnv({ ROLE: "web" })).toThrow(/ROLE is web and DATABASE_URL, which the other processes share, is/);
});

test("a database may have several hosts, each of which must be one", () => {
  const DATABASE_URL = "postgresql://a:b@one:5432,two:5432/c";
  expect(parseEnv({ DATABASE_URL })).toMatchObject({ DATABASE_URL, isLocal: false });
  expect(() => parseEnv({ DATABASE_URL: "postgresql://a:b@one:5432,two:x/c" })).toThrow(/DATABASE_URL must look like/);
});

test("a licence of the content is an address with TLS, and what is none is refused with a sentence", () => {
  const CONTENT_LICENCE = "https://creativecommons.org/licenses/by/4.0/";
  expect(parseEnv({ CONTENT_LICENCE })).toMatchObject({ CONTENT_LICENCE });
  for (const given of ["CC BY 4.0", "http://creativecommons.org/licenses/by/4.0/"])
    expect(() => parseEnv({ CONTENT_LICENCE: given }), given).toThrow(
      "The environment has a fault: CONTENT_LICENCE must be an address that begins with https://.",
    );
});

test("an empty variable is an unset one", () => {
  expect(parseEnv({ DATABASE_URL: "", PORT: "" })).toMatchObject({ isLocal: true, PORT: 3000 });
});

test("a search server's address has no password in it, and a key needs a server", () => {
  expect(parseEnv({ MEILI_URL: "http://localhost:7700", MEILI_KEY: "k" })).toMatchObject({ MEILI_KEY: "k" });
  expect(() => parseEnv({ MEILI_URL: "http://me:secret@host" })).toThrow(/MEILI_URL must not hold a password/);
  expect(() => parseEnv({ MEILI_URL: "localhost:7700" })).toThrow(/MEILI_URL must/);
  expect(() => parseEnv({ MEILI_KEY: "secret" })).toThrow(/^(?!.*secret).*MEILI_KEY is set and MEILI_URL/);
});

test("a mail server is an address without a path, and mails have a sender of this forum unless one is named", () => {
  expect(parseEnv({ PUBLIC_URL: "https://forum.example" }).mailFrom).toBe("Counterproof <noreply@forum.example>");
  const given = { SMTP_URL: "smtps://me:p%40ss@mail.example:465", MAIL_FROM: "The Forum <post@forum.example>" };
  expect(parseEnv(given)).toMatchObject({ SMTP_URL: given.SMTP_URL, mailFrom: given.MAIL_FROM });
  for (const SMTP_URL of ["mail.example:25", "https://mail.example", "smtp://mail.example/?secure=false"])
    expect(() => parseEnv({ SMTP_URL }), SMTP_URL).toThrow(/SMTP_URL must look like/);
  for (const MAIL_FROM of ["nobody", "A\r\nBcc: x@example.org <post@forum.example>", "<post@forum.example>, x"])
    expect(() => parseEnv({ MAIL_FROM }), MAIL_FROM).toThrow(/MAIL_FROM must be an address/);
});

test("every fault is named in one sentence", () => {
  expect(() => parseEnv({ PORT: "99999", DATABASE_URL: "x", TRUST_PROXY: "-1" })).toThrow(
    /^The environment has a fault: PORT .*; DATABASE_URL .*; TRUST_PROXY .*\.$/,
  );
});

describe("only a copy that nobody else can reach needs no password", () => {
  test.each([
    [{}],
    [{ HOST: "127.0.0.1" }],
    [{ HOST: "localhost", PUBLIC_URL: "http://localhost:3000" }],
    [{ HOST: "::1", PUBLIC_URL: "http://[::1]:3000" }],
    [{ HOST: "127.8.9.1", PUBLIC_URL: "http://counterproof.localhost" }],
    [{ HOST: "::ffff:127.0.0.1" }],
  ])("%o is private", (variables) => {
    expect(parseEnv(variables).reachableBecause).toBeNull();
  });

  test.each([
    [{ HOST: "0.0.0.0" }, "HOST is 0.0.0.0"],
    [{ HOST: "::" }, "HOST is ::"],
    [{ HOST: "192.168.0.7" }, "HOST is 192.168.0.7"],
    [{ HOST: "my-machine" }, "HOST is my-machine"],
    [{ HOST: "localhost.example" }, "HOST is localhost.example"],
    [{ PUBLIC_URL: "https://forum.example" }, "PUBLIC_URL is https://forum.example"],
    [{ PUBLIC_URL: "http://127.0.0.1.example" }, "PUBLIC_URL is http://127.0.0.1.example"],
    [{ TRUST_PROXY: "1" }, "TRUST_PROXY names a proxy in front"],
    [{ DATABASE_URL: "postgresql://a:b@localhost/c" }, "DATABASE_URL is set"],
  ])("%o can be reached", (variables, reason) => {
    expect(parseEnv(variables).reachableBecause).toBe(reason);
  });
});
