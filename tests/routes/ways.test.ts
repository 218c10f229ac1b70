/** Ways from one page to the next: what a click leads to, and what is chosen there. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
let member: Member;
beforeAll(async () => {
  member = await aMember({ name: "Ada Reader" });
});

const open = async (path: string, as: Member | null = null) => page(await (await server.fetch(path, { as })).text());
const pathOf = (thread: ThreadMade) => `/t/${thread.id}/${thread.slug}`;

describe("the header", () => {
  test("holds a member's own pages in one menu that needs no script, with signing out last", async () => {
    const home = await open("/", member);
    const tile = home.button("Your menu, Ada Reader");
    const menu = home.first(`[id="${tile.attribute("popovertarget")}"][popover]`);
    expect(menu.links.map(({ name, href }) => [name, href])).toEqual([
      ["Your profile", `/u/${member.handle}`],
      ["Drafts", "/drafts"],
      ["Pictures", "/uploads"],
      ["Disclosures", "/settings/disclosures"],
    ]);
    expect(home.all("header button").at(-1)?.name).toBe("Sign out");
    expect(menu.hasButton("Sign out")).toBe(true);
  });

  test("leads a visitor to sign in and to join", async () => {
    const header = (await open("/")).first("header");
    expect(header.link("Sign in").href).toBe("/sign-in?redirectTo=%2F");
    expect(header.link("Join").href).toBe("/sign-up?redirectTo=%2F");
    expect(header.has("[popover]")).toBe(false);
  });
});

describe("the last post of a thread", () => {
  test("is where its number, its date and its header lead, each to an anchor that is there", async () => {
    const thread = await aThread({ title: "Where the last post is" });
    for (const body of ["One.", "Two."]) await aReply({ thread, author: thread.author, body });
    const last = `${pathOf(thread)}/3#post-3`;
    const row = (await open("/")).row("Where the last post is");
    expect(row.all("td.number a").map(({ href }) => href)).toEqual([last, last]);
    expect((await open(pathOf(thread))).first(".thread-facts").links.map(({ href }) => href)).toContain(last);
    const shown = await open(`${pathOf(thread)}/3`);
    expect(shown.has('.post-target [id="post-3"]')).toBe(true);
    // Without script, this leads an address opened by hand to its post.
    expect(shown.all("[autofocus]").map(({ name }) => name)).toEqual([thread.author.name]);
    expect((await open(pathOf(thread))).has("[autofocus]")).toBe(false);
  });

  test("of a thread without replies is its opening post, below the title", async () => {
    const thread = await aThread({ title: "A thread that nobody answered" });
    const row = (await open("/")).row("A thread that nobody answered");
    expect(row.all("td.number a").map(({ href }) => href)).toEqual([pathOf(thread), pathOf(thread)]);
  });
});

describe("tags of the list of threads", () => {
  test("are added and taken away by a click, and every order keeps them", async () => {
    for (const title of ["About two tags, the first", "About two tags, the second"])
      await aThread({ title, tags: ["base", "fees"] });
    const one = await open("/?sort=new&tag=base");
    const two = await open(one.first("nav[aria-label=Tags]").link("Fees").href!);
    const tags = two.first("nav[aria-label=Tags]");
    expect(tags.all("[aria-current]").map(({ name }) => name)).toEqual(["Base", "Fees"]);
    expect(tags.link("Base").href).toBe("/?sort=new&tag=fees");
    expect(two.first("nav[aria-label=Order]").links.map(({ href }) => href)).toEqual([
      "/?tag=base&tag=fees",
      "/?sort=new&tag=base&tag=fees",
      "/?sort=top&tag=base&tag=fees",
      "/?sort=hot&tag=base&tag=fees",
    ]);
    const chosen = two.first("[aria-label='Chosen tags']").links;
    expect(chosen.map(({ href }) => href)).toEqual(["/?sort=new&tag=fees", "/?sort=new&tag=base"]);
  });

  test("are chosen already in a thread that is started from their empty list", async () => {
    const empty = await open("/?tag=taiko&tag=privacy");
    const form = await open(empty.first(".state-page").link("New thread").href!, member);
    expect(form.all("input[name=tags][checked]").map(({ value }) => value)).toEqual(["taiko", "privacy"]);
  });
});
