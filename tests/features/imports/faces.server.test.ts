/** Members who have a picture there have it here, until they say otherwise. */
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { faceAddress } from "~/features/imports/faces.server";
import { readTagTable } from "~/features/imports/imports";
import { assignPosts, discourseOverHttp, importForum } from "~/features/imports/imports.server";
import { setAvatar } from "~/features/members/members.server";
import { db } from "~/platform/db.server";
import { warmLanes } from "~/platform/lanes.server";
import { discourse, type TopicThere } from "../../support/discourse";
import { useDatabase } from "../../support/database";
import { aMember } from "../../support/factories";

useDatabase();
beforeAll(() => warmLanes());

test("letters that a forum draws are no picture", () => {
  for (const template of [
    "",
    "/letter_avatar/ada/{size}/5.png",
    "/letter_avatar_proxy/v4/letter/a/977dab/{size}.png",
    "https://avatars.discourse-cdn.com/v4/letter/g/9e8a1a/{size}.png",
    "/images/discourse-logo-sketch-small.png",
  ])
    expect([template, faceAddress(template)]).toEqual([template, null]);
  expect(faceAddress("/user_avatar/old.example/ada/{size}/12_2.png")).toBe("/user_avatar/old.example/ada/240/12_2.png");
  expect(faceAddress("//cdn.example/user_avatar/ada/{size}/1.png")).toBe(
    "https://cdn.example/user_avatar/ada/240/1.png",
  );
});

describe("a forum with pictures of its members", () => {
  const topic: TopicThere = {
    id: 31,
    title: "Faces of a forum",
    posts: [
      { id: 311, number: 1, username: "ada", raw: "With a picture." },
      { id: 312, number: 2, username: "grace", raw: "Whose file is gone." },
    ],
  };
  const asked: string[] = [];
  let url = "";
  beforeAll(async () => {
    const picture = await sharp({ create: { width: 240, height: 240, channels: 3, background: "#2a6" } })
      .png()
      .toBuffer();
    const forum = await discourse([topic], {
      uploads: { "/user_avatar/forum/ada/240/1_2.png": picture },
      fault({ path }) {
        if (path.startsWith("/user_avatar/")) asked.push(path);
        return false;
      },
    });
    url = forum.url;
  });

  const run = async () =>
    (await importForum({
      there: discourseOverHttp({ address: url, pause: 0, tell: () => {} }),
      tags: readTagTable("kind,from,to\n"),
      owners: new Map(),
      formerHosts: [],
      ownOrigin: "https://forum.example",
      again: true,
    }))!;
  const faceOf = async (username: string) =>
    db.importedMember.findFirstOrThrow({
      where: { username },
      select: { placeholderId: true, member: { select: { id: true, avatarHash: true } } },
    });

  test("a placeholder gets the one that can be had", async () => {
    const { counts } = await run();
    expect(counts.pictures).toBe(1);
    const { member } = await faceOf("ada");
    expect(member.avatarHash).toMatch(/^[0-9a-f]{64}$/);
    expect((await faceOf("grace")).member.avatarHash).toBeNull();
    expect(asked.filter((path) => path.includes("/ada/"))).toHaveLength(1);
  });

  test("a second run asks for it no more, and one that was taken away stays away", async () => {
    const { member } = await faceOf("ada");
    expect((await run()).counts.pictures).toBe(0);
    await setAvatar(member.id, null);
    expect((await run()).counts.pictures).toBe(0);
    expect((await faceOf("ada")).member.avatarHash).toBeNull();
    expect(asked.filter((path) => path.includes("/ada/"))).toHaveLength(1);
    const { hash } = await db.importedUpload.findFirstOrThrow({ where: { address: { contains: "/ada/" } } });
    await setAvatar(member.id, hash);
  });

  test("whoever takes the posts over gets it, unless they have one", async () => {
    const admin = await aMember({ role: "admin" });
    const { placeholderId, member } = await faceOf("ada");
    const owner = await aMember();
    expect(await assignPosts({ by: admin, member: owner, placeholderId, reason: "It is theirs." })).toEqual({
      ok: true,
    });
    const rows = await db.member.findMany({
      where: { id: { in: [owner.id, placeholderId] } },
      orderBy: { id: "asc" },
      select: { id: true, avatarHash: true },
    });
    expect(new Map(rows.map(({ id, avatarHash }) => [id, avatarHash]))).toEqual(
      new Map([
        [owner.id, member.avatarHash],
        [placeholderId, null],
      ]),
    );
  });
});
