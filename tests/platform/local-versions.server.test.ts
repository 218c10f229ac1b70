/** Which writes concern threads alone, and that every other one moves the global version. */
import { describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { moderate } from "~/features/moderation/moderation.server";
import { deletePost, editPost, retagThread, undeletePost } from "~/features/posts/posts.server";
import { castVote, react, tellCounts } from "~/features/signals/signals.server";
import { findTags } from "~/features/tags/tags.server";
import { contentVersions, foldContentVersions } from "~/platform/content-version.server";
import { databaseNow, databasePool, db, inTransaction } from "~/platform/db.server";
import { useDatabase } from "../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { correctNewest, dailyTps } from "../support/series";

useDatabase();

/** Columns whose change concerns the threads of the row. */
const ofThreads = {
  Post: "html rendererVersion derived plainText readableText version revision editedAt replyCount worthCount agreeCount disagreeCount reactionCounts hasNewCounts",
  Quote: "state",
  Citation: "revision ordinal key stance isStanceTyped locator quote remark quotedHandle version before after passage",
  SourceMention: "ordinal",
  Claim:
    "ordinal closedRevision text before after address title heading binding subject metricId assertion statedAt asOf status factor points verdict checkedAt pendingStatus troubledAt confirmedAt publicStatus publicVerdict publicCheckedAt isBackdated isSourced citationIds correctedFrom correctedAt",
  Vote: "value revision changedAt",
  Reaction: "revision changedAt",
  Thread: "nextNumber postCount lastPostAt lastPosterId hotScore worthCount tldr lastUpdate",
};
/** Columns whose change concerns lists alone: no thread's page shows them. */
const ofLists = {
  Member:
    "threadCount postCount theme density timeZone hasSingleKeys bioHtml bioRendererVersion handleChangedAt deletionDueAt deletionWithdraws invitationId email emailVerifiedAt passwordHash passwordSetAt",
  Wallet: "lastUsedAt ensCheckedAt",
  Identity: "lastUsedAt",
  Source: "postCount supportCount disputeCount lastCitedAt",
};
/** Tables whose added or removed rows concern threads alone. */
const added =
  "Citation CitationChange Claim Mention Post PostPicture PostRevision PostWidget Quote Reaction SourceMention Vote";
const removed = "Citation Mention PostPicture PostWidget Quote Reaction SourceMention Vote";

/** Tables that no kept page shows: what is one's own, what waits, what is sent, and numbers that may be ten seconds old. */
const neverKept =
  "ApiKey Appeal BlockDay BlockSample Bookmark CaseDecision Ceremony ClaimCheck ClaimSnapshot ContentVersion Correction Draft DueLetter FetchRun Flag FollowedSearch HeldPost HeldText HostBudget IdempotencyKey ImportRun ImportedPost ImportedTerm ImportedThread ImportedUpload InboxFeed InterestQuestion Invitation KnownBrowser Letter MailedReply Mailing MemberFollow ModCase Notice NoticeChoice NoticePost Observation OneTimeToken Passkey PostTrace Provider ProviderEndpoint ProviderState PushBrowser PushDelivery PushKeys Quarantine RateLimit Reader ReadingPosition RecordedSpan RecoveryCode RegistryVersion Rollup Sanction SearchChange SearchDocument SearchIndex SearchWord SecondFactor Series Session SpamHost ThreadFollow ThreadUpdate ThreadVersion UntoldPost Webhook WebhookDelivery WebhookEvent _prisma_migrations";

/** Tables of measured numbers, which have a version of their own. */
const measured = "Correction Observation Provider ProviderState RecordedSpan Rollup Series";

const quote = (handle: string, id: number, words: string) => `[quote=@${handle}, p:${id}, r:1]\n${words}\n[/quote]`;

/** A text with something of everything that a post can refer to. */
const richText = (author: Member, quoted: number) =>
  [
    `${quote(author.handle, quoted, "Base runs at 142 TPS.")}\n\nSo says @${author.handle}: [142 TPS](metric:base/tps), cited[^s].`,
    "[^s]: [A report](https://local.example/report), Local, 3 Feb 2026",
    "Sources: A book without an address",
  ].join("\n\n");

async function twoThreads() {
  const author = await aMember();
  const [one, other] = [await aThread({ author, body: "Base runs at 142 TPS." }), await aThread({ author })];
  return { author, one, other };
}

/** What a write moved: the version of everything, the global one, and those of these threads. */
async function movedBy(threads: ThreadMade[], write: () => Promise<unknown>) {
  const ids = threads.map(({ id }) => id);
  const before = await contentVersions(ids);
  await write();
  const after = await contentVersions(ids);
  return {
    all: after.all !== before.all,
    global: after.of([]) !== before.of([]),
    threads: ids.map((id) => after.of([id])?.split(" ")[1] !== before.of([id])?.split(" ")[1]),
  };
}

const local = (...threads: boolean[]) => ({ all: true, global: false, threads });

async function versionOf(postId: number) {
  const { version } = await db.post.findUniqueOrThrow({ where: { id: postId }, select: { version: true } });
  return version;
}

describe("a write that concerns one thread", () => {
  test("a reply moves its thread's version, not another's and not the global one; no version after a refusal", async () => {
    const { author, one, other } = await twoThreads();
    const reply = () => aReply({ thread: one, author, body: `Hello @${author.handle}, [142 TPS](metric:base/tps).` });
    expect(await movedBy([one, other], reply)).toEqual(local(true, false));
    const refused = () => aReply({ thread: one, author, parentId: other.openingPostId }).catch(() => {});
    expect(await movedBy([one, other], refused)).toEqual({ all: false, global: false, threads: [false, false] });
  });

  test("a reply that cites a source known before stays local; one that adds a source does not", async () => {
    const { author, one, other } = await twoThreads();
    const cite = (word: string) => () =>
      aReply({ thread: one, author, body: `${word} it is written[^https://known.example/once].` });
    expect(await movedBy([one, other], cite("So"))).toMatchObject({ global: true });
    expect(await movedBy([one, other], cite("Here"))).toEqual(local(true, false));
  });

  test("a quote moves the quoted thread's version too, and so does an edit of the quoted words", async () => {
    const { author, one, other } = await twoThreads();
    const words = quote(author.handle, one.openingPostId, "Base runs at 142 TPS.");
    expect(await movedBy([one, other], () => aReply({ thread: other, author, body: words }))).toEqual(
      local(true, true),
    );
    const version = await versionOf(one.openingPostId);
    const edit = () =>
      editPost({ by: author, postId: one.openingPostId, body: "Base runs at 90 TPS.", reason: "", version });
    expect(await movedBy([one, other], edit)).toEqual(local(true, true));
  });

  test("votes, reactions, their totals and edits are local, taken back or not", async () => {
    const { author, one, other } = await twoThreads();
    const member = await aMember();
    const vote = (value: number) => () => castVote({ member, postId: one.openingPostId, axis: "worth", value });
    expect(await movedBy([one, other], vote(1))).toEqual(local(true, false));
    const crux = { member, postId: one.openingPostId, kind: "crux" } as const;
    for (const value of [true, false])
      expect(await movedBy([one, other], () => react({ ...crux, value }))).toEqual(local(true, false));
    expect(await movedBy([one, other], () => tellCounts(one.id))).toEqual(local(true, false));
    expect(await movedBy([one, other], vote(0))).toEqual(local(true, false));
    const post = await aReply({ thread: one, author, body: "Before the edit." });
    const edit = () => editPost({ by: author, postId: post.id, body: "After the edit.", reason: "", version: 1 });
    expect(await movedBy([one, other], edit)).toEqual(local(true, false));
  });

  test("a statement that changes no row moves nothing", async () => {
    const { one } = await twoThreads();
    const nothing = async () => {
      await db.quote.deleteMany({ where: { postId: -1 } });
      await db.post.updateMany({ where: { id: -1 }, data: { status: "hidden" } });
      await db.vote.updateMany({ where: { postId: -1 }, data: { value: 1 } });
    };
    expect(await movedBy([one], nothing)).toEqual({ all: false, global: false, threads: [false] });
  });

  test("a change of more than fifty threads at once is global", async () => {
    const { one } = await twoThreads();
    const many = (count: number) => () =>
      db.$executeRaw`select "touch_threads"(array(select n from generate_series(100000, ${99_999 + count}::int) n))`;
    expect(await movedBy([one], many(50))).toMatchObject({ global: false });
    expect(await movedBy([one], many(51))).toMatchObject({ global: true });
  });

  test("versions of threads stay what they are when rows of connections that are gone become one", async () => {
    const { author, one, other } = await twoThreads();
    await db.$executeRaw`insert into "ThreadVersion" select ${one.id}, -n, n from generate_series(1, 100) n`;
    const ids = [one.id, other.id];
    const before = (await contentVersions(ids)).of(ids);
    await foldContentVersions();
    await foldContentVersions();
    expect((await contentVersions(ids)).of(ids)).toBe(before);
    const left =
      await db.$queryRaw`select "backend" from "ThreadVersion" where "threadId" = ${one.id} and "backend" <= 0`;
    expect(left).toEqual([{ backend: 0 }]);
    expect(await movedBy([one, other], () => aReply({ thread: one, author }))).toEqual(local(true, false));
  });
});

describe("a write that takes something away or changes shared words moves the global version", () => {
  const cases: [
    string,
    (given: { author: Member; moderator: Member; thread: ThreadMade; postId: number }) => unknown,
  ][] = [
    [
      "hiding a post",
      ({ moderator: by, postId }) => moderate({ by, kind: "hide_post", target: postId, reason: "Off." }),
    ],
    ["deleting a post", ({ author: by, postId }) => deletePost({ by, postId })],
    [
      "bringing a post back",
      async ({ author: by, postId }) => {
        await deletePost({ by, postId });
        return movedBy([], () => undeletePost({ by, postId }));
      },
    ],
    [
      "locking",
      ({ moderator: by, thread }) => moderate({ by, kind: "lock_thread", target: thread.id, reason: "Off." }),
    ],
    ["pinning", ({ moderator: by, thread }) => moderate({ by, kind: "pin_thread", target: thread.id, reason: "See." })],
    ["hiding a thread", ({ thread }) => db.thread.update({ where: { id: thread.id }, data: { status: "hidden" } })],
    [
      "renaming a thread",
      async ({ author: by, thread }) => {
        const [tag] = await findTags(db, ["fees"]);
        return editPost({
          by,
          postId: thread.openingPostId,
          body: "Base runs at 142 TPS.",
          reason: "",
          version: await versionOf(thread.openingPostId),
          thread: { title: "Another title for this thread", tagIds: [tag!.id] },
        });
      },
    ],
    [
      "retagging a thread",
      async ({ moderator: by, thread }) => {
        const tag = await db.tag.findFirst({ where: { kind: "topic", slug: { not: "fees" } }, select: { id: true } });
        const version = await versionOf(thread.openingPostId);
        return inTransaction(async (tx) =>
          retagThread(tx, { by, threadId: thread.id, tagIds: [tag!.id], version, at: await databaseNow(tx) }),
        );
      },
    ],
    ["renaming a member", ({ author }) => db.member.update({ where: { id: author.id }, data: { name: "Another" } })],
    [
      "suspending a member",
      ({ author }) => db.member.update({ where: { id: author.id }, data: { suspendedAt: new Date() } }),
    ],
    ["a member's role", ({ author }) => db.member.update({ where: { id: author.id }, data: { role: "moderator" } })],
    [
      "a disclosure in a post",
      ({ postId }) => db.post.update({ where: { id: postId }, data: { disclosure: "I work there." } }),
    ],
    ["moving a post", ({ postId }) => db.post.update({ where: { id: postId }, data: { number: 4_000 } })],
    ["a revision's text", ({ postId }) => db.postRevision.updateMany({ where: { postId }, data: { body: "" } })],
    ["removing a post for good", ({ postId }) => db.post.delete({ where: { id: postId } })],
    ["a tag's name", () => db.tag.updateMany({ where: { slug: "fees" }, data: { name: "Charges" } })],
    ["a new thread", () => aThread()],
  ];

  test.each(cases)("%s", async (_, write) => {
    const { author, one: thread } = await twoThreads();
    const moderator = await aMember({ role: "moderator" });
    const { id: postId } = await aReply({ thread, author });
    const moved = await movedBy([thread], async () => write({ author, moderator, thread, postId }));
    expect(moved).toMatchObject({ all: true, global: true });
  });
});

type Trigger = { table: string; type: number; function: string; columns: string; condition: string | null };

describe("every table of content", () => {
  test("counts every kind of write to it, and only these kinds are known to concern threads alone", async () => {
    const { rows } = await databasePool().query<Trigger>(`
      select c.relname as table, t.tgtype as type, p.proname as function, t.tgattr::text as columns, t.tgqual as condition
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
      where not t.tgisinternal and t.tgenabled = 'O' and p.proname like 'touch\\_%' and p.proname <> 'touch_registry'`);
    const kinds = { added: 4, removed: 8, changed: 16, truncated: 32 };
    const tables = new Set(rows.map(({ table }) => table));
    expect(tables.size).toBeGreaterThan(40);
    const of = (kind: keyof typeof kinds, isLocal: boolean) =>
      rows.filter((row) => (row.type & kinds[kind]) !== 0 && (row.function !== "touch_content") === isLocal);
    const names = (found: Trigger[]) => found.map(({ table }) => table).toSorted();
    for (const kind of ["added", "removed", "changed", "truncated"] as const)
      expect(names([...of(kind, true), ...of(kind, false)])).toEqual([...tables].toSorted());
    expect(names(of("added", true))).toEqual(added.split(" "));
    expect(names(of("removed", true))).toEqual(removed.split(" "));
    expect(names(of("changed", true))).toEqual(Object.keys({ ...ofThreads, ...ofLists }).toSorted());
    expect(of("truncated", true)).toEqual([]);
    // A trigger for some columns or rows would miss the others.
    expect(rows.filter(({ columns, condition }) => columns !== "" || condition !== null)).toEqual([]);
  });

  test("is known: a new table moves a version with each write, or is entered here as one that no kept page shows", async () => {
    const { rows } = await databasePool().query<{ name: string }>(`
      select c.relname as name from pg_class c where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
        and not exists (select 1 from pg_trigger t join pg_proc p on p.oid = t.tgfoid
          where t.tgrelid = c.oid and p.proname like 'touch\\_%' and p.proname <> 'touch_registry')`);
    expect(rows.map(({ name }) => name).toSorted()).toEqual(neverKept.split(" ").toSorted());
  });

  test("each column's change is global unless it is known to concern threads or lists alone; so is a new column's", async () => {
    const { author, one, other } = await twoThreads();
    const reply = await aReply({ thread: other, author, body: richText(author, one.openingPostId) });
    await castVote({ member: await aMember(), postId: reply.id, axis: "agree", value: 1 });
    await db.reaction.create({
      data: { memberId: (await aMember()).id, postId: reply.id, kind: "crux", revision: 1 },
    });
    await db.wallet.create({ data: { memberId: author.id, address: `0x${"1".repeat(40)}`, chainId: 0 } });
    await db.identity.create({
      data: {
        memberId: author.id,
        issuer: "https://orcid.org",
        subject: "0000-0002-1825-0097",
        label: "0000-0002-1825-0097",
      },
    });
    const known: Record<string, string> = { ...ofThreads, ...ofLists };
    const client = await databasePool().connect();
    const wrong: string[] = [];
    for (const table of Object.keys(known)) {
      await client.query(`alter table "${table}" add column "addedLater" integer`);
      const { rows: columns } = await client.query<{ name: string; value: string }>(
        `select a.attname as name, case
            when a.atttypid in ('integer'::regtype, 'smallint'::regtype) then format('coalesce(%1$I, 0) + 10000', a.attname)
            when a.atttypid in ('numeric'::regtype, 'float8'::regtype) then format('coalesce(%1$I, 0) + 1.5', a.attname)
            when a.atttypid = 'boolean'::regtype then format('not %I', a.attname)
            when a.atttypid = 'jsonb'::regtype then '''{"changed": true}'''
            when a.atttypid = 'timestamptz'::regtype then format('coalesce(%I, now()) + interval ''1 day''', a.attname)
            when a.atttypid = 'integer[]'::regtype then 'array[-1]'
            when a.atttypid = 'varchar[]'::regtype then 'array[''changed'']'
            when t.typtype = 'e' then format('(select e.enumlabel from pg_enum e where e.enumtypid = %s and e.enumlabel <> coalesce(%I::text, '''') limit 1)::%s',
              a.atttypid, a.attname, a.atttypid::regtype)
            else '''changed''' end as value
          from pg_attribute a join pg_type t on t.oid = a.atttypid
          where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`,
        [`"${table}"`],
      );
      const { rows: rules } = await client.query<{ name: string }>(
        "select conname as name from pg_constraint where conrelid = $1::regclass and contype in ('c', 'f')",
        [`"${table}"`],
      );
      for (const { name, value } of columns) {
        await client.query("begin");
        for (const rule of rules) await client.query(`alter table "${table}" drop constraint "${rule.name}"`);
        const sums = async () => {
          const { rows } = await client.query<{ version: string; global: string; threads: string }>(
            `select sum("version") as version, sum("global") as global, (select sum("version") from "ThreadVersion") as threads from "ContentVersion"`,
          );
          return rows[0]!;
        };
        const before = await sums();
        const changed = await client.query(
          `update "${table}" set "${name}" = ${value} where ctid = (select ctid from "${table}" order by 1 limit 1)`,
        );
        const after = await sums();
        await client.query("rollback");
        const isKnown = known[table]!.split(" ").includes(name);
        const isOfThreads = isKnown && table in ofThreads;
        if (
          changed.rowCount !== 1 ||
          after.version === before.version ||
          (after.global === before.global) !== isKnown ||
          (isOfThreads && after.threads === before.threads)
        )
          wrong.push(`${table}.${name}`);
      }
      await client.query(`alter table "${table}" drop column "addedLater"`);
    }
    client.release();
    expect(wrong).toEqual([]);
  });
});

describe("a table of measured numbers", () => {
  test("counts every kind of write to it, and no other table does", async () => {
    const { rows } = await databasePool().query<Trigger>(`
      select c.relname as table, t.tgtype as type, p.proname as function, t.tgattr::text as columns, t.tgqual as condition
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
      where not t.tgisinternal and t.tgenabled = 'O' and p.proname = 'count_numbers'`);
    expect(rows.map(({ table }) => table).toSorted()).toEqual(measured.split(" "));
    // Added, removed, changed and truncated.
    for (const { type } of rows) expect(type & 60).toBe(60);
    // What visits and leases change of a provider is no number, all but these columns.
    expect(rows.flatMap(({ table, columns }) => (columns === "" ? [] : [table]))).toEqual(["ProviderState"]);
  });

  test("moves its own version with each transaction, and none of what pages without numbers show", async () => {
    const { one } = await twoThreads();
    const numbers = async () => (await contentVersions()).numbers;
    const before = await numbers();
    const write = () => dailyTps("base", [140, 142]);
    expect(await movedBy([one], write)).toEqual({ all: false, global: false, threads: [false] });
    const after = await numbers();
    expect(after).not.toBe(before);
    const series = await db.series.findFirstOrThrow({ where: { subject: "base", definitionId: "tps.daily@1" } });
    await correctNewest(series.id, 150);
    const corrected = await numbers();
    expect(corrected).not.toBe(after);
    await db.providerState.create({ data: { providerKey: "l2beat", nextAt: new Date() } });
    const known = await numbers();
    await db.providerState.updateMany({ data: { leaseOwner: "somebody" } });
    expect(await numbers()).toBe(known);
    await db.providerState.updateMany({ data: { lastError: "no answer" } });
    expect(await numbers()).not.toBe(known);
    expect((await movedBy([one], () => aReply({ thread: one, author: one.author }))).all).toBe(true);
  });
});
