/** A member's profile: what they say of themselves, and what their posts say of them. */
import sharp from "sharp";
import { expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { eraseDueMembers } from "~/features/people/people.server";
import { correctClaim } from "~/features/posts/posts.server";
import { databaseNow, db } from "~/platform/db.server";
import { aMember, aReply, aThread } from "../support/factories";
import { page } from "../support/page";
import { usualLimits } from "~/features/site/site-limits";
import { useWebServer } from "../support/web-server";

const server = useWebServer();

const open = async (path: string, as: Member | null = null) => page(await (await server.fetch(path, { as })).text());
const send = (path: string, as: Member, form: Record<string, string>) => server.fetch(path, { as, form });
const metaOf = (shown: ReturnType<typeof page>, name: string) =>
  shown.all(`meta[name="${name}"]`).map((meta) => meta.attribute("content"));

async function sendPicture(as: Member, bytes: Buffer) {
  const form = new FormData();
  form.set("file", new Blob([new Uint8Array(bytes)]), "me.png");
  const answer = await fetch(`${server.origin}/settings/avatar`, {
    method: "POST",
    redirect: "manual",
    body: form,
    headers: {
      Accept: "text/html",
      Origin: server.origin,
      "Sec-Fetch-Site": "same-origin",
      Cookie: await server.cookieOf(as),
    },
  });
  return { status: answer.status, page: page(await answer.text()) };
}

test("a member says who they are; links stay words until somebody can read a post", async () => {
  const member = await aMember({ handle: "wren", name: "Wren" });
  const said = {
    name: "Wren Calloway",
    bio: "I measure *blobs*, see [this](https://example.org/b).",
    link: "https://example.org/wren",
  };
  expect((await send("/settings/profile", member, said)).headers.get("Location")).toBe("/settings/profile?kept");
  const form = await open("/settings/profile?kept", member);
  expect([form.field("Name").value, form.field("Link").value]).toEqual(["Wren Calloway", "https://example.org/wren"]);
  const before = await open("/u/wren");
  expect(before.first("h1").text).toBe("Wren Calloway");
  expect(before.first(".profile").text).toContain("until recently Wren");
  expect(before.first(".profile-bio em").text).toBe("blobs");
  expect(before.first(".profile").links.map(({ href }) => href)).not.toContain("https://example.org/b");
  expect(before.first(".profile").text).toContain("example.org/wren");
  expect(metaOf(before, "robots")).toEqual(["noindex"]);

  const proved = { memberId: member.id, issuer: "https://orcid.org" };
  await db.identity.create({ data: { ...proved, subject: "0000-1", label: "0000-0002-1825-0097", isShown: true } });
  const address = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
  await db.wallet.create({ data: { memberId: member.id, address, chainId: 0, isShown: true } });
  await db.wallet.create({ data: { memberId: member.id, address: address.replace("5a", "6b"), chainId: 0 } });

  await aThread({ author: member });
  const after = await open("/u/wren");
  expect(after.link("0000-0002-1825-0097").href).toBe("https://orcid.org/0000-0002-1825-0097");
  expect(after.first(".profile-facts").text).toContain("wallet 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
  expect(after.first(".profile-facts").text).not.toContain("0x6b");
  expect(metaOf(after, "robots")).toEqual([]);
  expect(after.link("this").attribute("rel")).toContain("nofollow");
  expect(after.link("example.org/wren").href).toBe("https://example.org/wren");
});

test("a refused profile keeps what was typed and says at which field it was refused", async () => {
  const member = await aMember();
  const refused: [Record<string, string>, string, string][] = [
    [{ link: "javascript:alert(1)" }, "Link", "Write a whole address"],
    [{ link: "https://a:b@example.org" }, "Link", "Write a whole address"],
    [{ name: "Counterproof" }, "Name", "the site’s own"],
    [{ name: " \u200b " }, "Name", "Write the name"],
    [{ bio: "x".repeat(2_001) }, "Bio", "at most 2000"],
  ];
  for (const [wrong, label, words] of refused) {
    const answer = await send("/settings/profile", member, { name: "A name", bio: "My bio.", link: "", ...wrong });
    expect(answer.status).toBe(422);
    const shown = page(await answer.text());
    expect(shown.field(label).attribute("aria-invalid")).toBe("true");
    expect(shown.first(".settings").text).toContain(words);
    if (!("bio" in wrong)) expect(shown.field("Bio").value?.trim()).toBe("My bio.");
  }
  expect(await db.member.findUniqueOrThrow({ where: { id: member.id } })).toMatchObject({ name: member.name, bio: "" });
});

test("a picture becomes a small square without metadata, stands at posts, and leaves with a word of its member or a moderator", async () => {
  const member = await aMember({ handle: "faced", name: "Fay Ced" });
  const thread = await aThread({ author: member });
  const photo = await sharp({ create: { width: 900, height: 500, channels: 3, background: "#336699" } })
    .withExif({ IFD0: { Copyright: "SECRET-PLACE" } })
    .png()
    .toBuffer();
  expect((await sendPicture(member, Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"))).page.text).toContain(
    "an SVG drawing",
  );
  expect((await sendPicture(member, photo)).status).toBe(303);
  const { avatarHash } = await db.member.findUniqueOrThrow({ where: { id: member.id } });
  const picture = await server.fetch(`/uploads/${avatarHash}`);
  const bytes = Buffer.from(await picture.arrayBuffer());
  expect(await sharp(bytes).metadata()).toMatchObject({ format: "webp", width: 256, height: 256 });
  expect(bytes.includes("SECRET-PLACE")).toBe(false);
  for (const path of ["/u/faced", `/t/${thread.id}/${thread.slug}`])
    expect((await open(path)).first("img.tile").attribute("src")).toBe(`/uploads/${avatarHash}`);
  expect((await send("/settings/avatar", member, { intent: "remove" })).status).toBe(303);
  expect((await open("/u/faced")).first(".tile").text).toBe("FC");
  expect((await server.fetch(`/uploads/${avatarHash}`)).status).toBe(404);

  await sendPicture(member, photo);
  const { id } = await db.upload.findUniqueOrThrow({ where: { hash: avatarHash! } });
  const moderator = await aMember({ role: "moderator" });
  const form = { kind: "remove_upload", target: String(id), reason: "It shows somebody else." };
  expect((await send(`/mod/actions?kind=remove_upload&target=${id}`, moderator, form)).status).toBe(303);
  expect((await open("/u/faced")).first(".tile").text).toBe("FC");
  expect((await sendPicture(member, photo)).page.text).toContain("A moderator removed this picture");
});

test("an old handle leads on, page, sources and feeds; another spelling for good", async () => {
  const member = await aMember({ handle: "old-name" });
  await aThread({ author: member });
  expect((await send("/settings/handle", member, { handle: "New-Name" })).status).toBe(303);
  for (const [path, to] of [
    ["/u/old-name", "/u/new-name"],
    ["/u/old-name/sources", "/u/new-name/sources"],
    ["/u/old-name.rss", "/u/new-name.rss"],
    ["/u/old-name.json", "/u/new-name.json"],
  ] as const) {
    const answer = await server.fetch(path);
    expect([answer.status, answer.headers.get("Location")]).toEqual([302, to]);
  }
  expect((await server.fetch("/u/New-Name")).status).toBe(301);
  const again = await send("/settings/handle", member, { handle: "newer-name" });
  expect([again.status, page(await again.text()).text.includes("It can be changed again on")]).toEqual([422, true]);
  const taken = await server.fetch("/sign-up", {
    form: { handle: "old-name", email: "x@example.org", password: "a password of mine" },
    address: "198.51.100.7",
  });
  expect([taken.status, page(await taken.text()).text.includes("That handle is taken")]).toEqual([422, true]);
});

test("a profile says what its member writes about, cites and corrected; nothing of it that a reader may not read", async () => {
  const author = await aMember({ handle: "known-one", name: "Una Known" });
  const [tag] = await db.tag.findMany({ where: { slug: "fees" }, select: { id: true } });
  await db.disclosure.create({
    data: { memberId: author.id, tagId: tag!.id, text: "runs a sequencer", since: await databaseNow() },
  });
  const thread = await aThread({
    author,
    tags: ["fees"],
    body: "Base runs at [142 TPS](metric:base/tps), says[^EIP-7732].",
  });
  const hidden = await aThread({ author, tags: ["bridging"], title: "HIDDEN-TITLE that nobody sees" }).catch(
    () => null,
  );
  if (hidden) {
    await db.post.update({ where: { id: hidden.openingPostId }, data: { status: "hidden" } });
    await db.thread.update({ where: { id: hidden.id }, data: { status: "hidden" } });
  }
  await aReply({ thread, author, body: "Again[^EIP-7732]." });
  const claim = await db.claim.findFirstOrThrow({ where: { postId: thread.openingPostId } });
  await db.claim.update({ where: { id: claim.id }, data: { status: "off" } });
  const corrected = await correctClaim({ by: author, claimId: claim.id, text: "97 TPS" });
  expect(corrected).toMatchObject({ ok: true });
  const read = async () => (await open("/u/known-one")).first(".profile");
  await expect.poll(async () => (await read()).text).toContain("Corrected by");
  const shown = await read();
  expect(shown.text).toContain("runs a sequencer");
  expect(shown.text).toContain("Fees in 2 posts");
  expect(shown.text).toMatch(/EIP-7732.* in 2 posts/);
  expect(shown.text).not.toContain("HIDDEN-TITLE");
  const section = shown.all("section").find((part) => part.text.startsWith("Corrected by Una Known"))!;
  expect(section.first("s").text).toContain("142");
  expect(section.first("li").link("97 TPS").href).toBe(`/claims/${claim.id}`);
});

test("an administrator finds a member, suspends them with a reason, and the member learns why and until when", async () => {
  const [admin, member] = [await aMember({ role: "admin" }), await aMember({ handle: "loud-one", name: "Lou Done" })];
  await send("/settings/handle", member, { handle: "louder-one" });
  const found = await open("/admin/members?q=@loud-one", admin);
  const path = found.link("Lou Done").href!;
  const refused = await send(path, admin, { intent: "suspend", days: "many", reason: "no" });
  expect([refused.status, page(await refused.text()).field("Days").value]).toEqual([422, "many"]);
  const done = await send(path, admin, { intent: "suspend", days: "2", reason: "Insults in <b>three</b> threads." });
  expect([done.status, done.headers.get("Location")]).toEqual([303, path]);
  for (const own of ["/new", "/settings/profile"]) {
    const shown = await server.fetch(own, { as: member });
    expect(shown.status).toBe(403);
    expect(page(await shown.text()).text).toMatch(/suspended until .* The reason: Insults in <b>three<\/b> threads\./);
  }
  // The account stays the member's to secure: all that its settings offer opens.
  const start = (await server.fetch("/settings", { as: member })).headers.get("Location")!;
  const offered = (await open(start, member)).first("nav.settings-parts").links.map(({ href }) => href!);
  expect(offered).toEqual([
    "/settings/appearance",
    "/settings/sign-in",
    "/settings/sessions",
    "/settings/api-keys",
    "/settings/webhooks",
    "/settings/standing",
    "/settings/data",
  ]);
  const statuses = offered.map(async (own) => (await server.fetch(own, { as: member })).status);
  expect(new Set(await Promise.all(statuses))).toEqual(new Set([200]));
  expect((await open("/inbox", member)).first("main").text).toContain("Insults in <b>three</b> threads.");
  expect((await open("/modlog")).first("main").text).toMatch(
    /suspended Lou Done: until .*Insults in <b>three<\/b> threads\./,
  );
  expect(await (await server.fetch("/modlog.rss")).text()).toContain("suspended Lou Done: until");
  expect((await open("/admin/members?state=suspended", admin)).link("Lou Done").href).toBe(path);
  expect((await server.fetch("/admin/members?state=odd", { as: admin })).status).toBe(400);
  expect((await send(path, admin, { intent: "lift", reason: "It is settled." })).status).toBe(303);
  expect((await server.fetch("/new", { as: member })).status).toBe(200);
});

test("administrators decide who may join and by which rules; a link joins, and they see who invited whom", async () => {
  const admin = await aMember({ role: "admin", name: "Ada Min" });
  expect((await open("/admin/first-run", admin)).first("main").text).toContain("None are written.");
  const limits = Object.fromEntries(Object.entries(usualLimits).map(([name, value]) => [name, String(value)]));
  const set = (signUp: string) =>
    send("/admin/settings", admin, { signUp, rules: "Be *precise*.", reason: "We agreed on it.", ...limits });
  expect((await set("invited")).status).toBe(303);
  expect((await open("/rules")).first("main em").text).toBe("precise");
  expect((await open("/modlog")).first("main").text).toContain(
    "who may join, from “Anybody” to “People with an invitation”",
  );
  expect((await open("/sign-up")).first("main").text).toContain("Members join by invitation");
  const made = page(
    await (await send("/admin/invitations", admin, { intent: "make", note: "for Nils", uses: "1" })).text(),
  );
  const link = new URL(made.first("code.invitation-link").text);
  const invited = await open(link.pathname + link.search);
  expect(invited.first("main").text).toContain("Ada Min invites you.");
  const form = { handle: "nils-new", email: "nils@example.org", password: "a password of mine" };
  const from = { address: "198.51.100.9" };
  expect((await server.fetch("/sign-up", { form, ...from })).status).toBe(403);
  const token = invited.first('input[name="token"]').value!;
  expect((await server.fetch("/sign-up", { form: { ...form, token }, ...from })).status).toBe(303);
  const again = await server.fetch("/sign-up", { form: { ...form, handle: "nils-two", token }, ...from });
  expect([again.status, page(await again.text()).text.includes("People join here by invitation")]).toEqual([403, true]);
  expect((await open("/admin/invitations", admin)).first("main").link("nils-new").href).toMatch(
    /^\/admin\/members\/\d+$/,
  );
  expect((await set("closed")).status).toBe(303);
  expect((await open("/sign-up")).first("main").text).toContain("Nobody can join at present");
  expect((await set("open")).status).toBe(303);
});

/** Names of a zip's files with their sizes, from its directory. */
function filesIn(zip: Buffer): Map<string, number> {
  const end = zip.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  const files = new Map<string, number>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    files.set(zip.toString("utf8", at + 46, at + 46 + name), zip.readUInt32LE(at + 24));
    at += 46 + name + extra + comment;
  }
  return files;
}

test("a member takes everything with them, leaves, comes back, and leaves for good", async () => {
  const member = await aMember({ handle: "goes", name: "Go Esagain" });
  const thread = await aThread({ author: member, title: "What stays of a member who left?" });
  await aReply({ thread });
  const answer = await server.fetch("/settings/data.zip", { as: member });
  expect(answer.headers.get("Content-Type")).toBe("application/zip");
  expect(answer.headers.get("Content-Disposition")).toBe('attachment; filename="counterproof-goes.zip"');
  const files = filesIn(Buffer.from(await answer.arrayBuffer()));
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(["README.md", `posts/${thread.openingPostId}.md`, "votes.json"]),
  );
  for (const size of files.values()) expect(size).toBeGreaterThan(0);

  // A session that proved nothing lately is asked first, and the form comes back filled in.
  const cookie = await server.cookieOf(member);
  await db.session.updateMany({ where: { memberId: member.id }, data: { provedAt: new Date(0) } });
  const form = { posts: "stay", handle: "goes" };
  const asked = await server.fetch("/settings/leave", { form, headers: { Cookie: cookie } });
  expect([asked.status, asked.headers.get("Location")]).toEqual([
    303,
    expect.stringMatching(/^\/settings\/prove\?to=/),
  ]);
  expect((await open("/settings/data", member)).hasButton("Stay")).toBe(false);
  expect((await send("/settings/leave", member, { ...form, handle: "stays" })).status).toBe(422);
  expect((await send("/settings/leave", member, form)).headers.get("Location")).toBe("/settings/data");
  const elsewhere = await server.fetch("/settings/sessions", { headers: { Cookie: cookie } });
  expect(await elsewhere.text()).toContain("Your account is erased on");
  expect((await open("/settings/data", member)).hasButton("Stay")).toBe(true);
  await send("/settings/data", member, { intent: "stay" });
  expect((await open("/settings/data", member)).hasButton("Stay")).toBe(false);

  await send("/settings/leave", member, form);
  await db.member.update({ where: { id: member.id }, data: { deletionDueAt: new Date(0) } });
  await eraseDueMembers(member.id);
  for (const path of ["/u/goes", `/u/former-member-${member.id}`, "/u/goes.rss"])
    expect((await server.fetch(path)).status).toBe(410);
  const shown = await open(`/t/${thread.id}/${thread.slug}`);
  expect(shown.first(".post-author").text).toBe(`former member ${member.id}`);
  expect(shown.first(".post-author").links).toEqual([]);
  expect(await (await server.fetch(`/t/${thread.id}/${thread.slug}`)).text()).not.toMatch(/Go Esagain|\/u\/goes/);
  expect((await server.fetch("/settings/data", { headers: { Cookie: cookie } })).status).toBe(303);
});
