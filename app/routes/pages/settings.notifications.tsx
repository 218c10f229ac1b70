import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireMember } from "~/features/auth/auth.server";
import { MailState } from "~/features/letters/components/mail-state";
import { MailingForm } from "~/features/letters/letters";
import { keepMailing, readMailing, tryAddressAgain } from "~/features/letters/letters.server";
import { choices, ChoicesForm, wayWords, ways } from "~/features/notifications/notifications";
import { PushSettings } from "~/features/notifications/components/push-settings";
import {
  keepChoices,
  listFollowed,
  listPushBrowsers,
  publicPushKey,
  pushObstacle,
  readChoices,
  readPushChoices,
} from "~/features/notifications/notifications.server";
import { listFollowedSearches } from "~/features/search/search.server";
import { listFollowedTags } from "~/features/tags/tags.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { Choices } from "~/ui/choices";
import { FormErrors } from "~/ui/field";
import { errorsOf, typed } from "~/ui/form-state";
import { privateMeta } from "~/ui/page-meta";

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireMember(context);
  const obstacle = pushObstacle();
  return json({
    push: {
      obstacle,
      publicKey: obstacle ? "" : await publicPushKey(),
      browsers: await listPushBrowsers(member, (await context.session()).id),
      pushed: await readPushChoices(member),
    },
    chosen: await readChoices(member),
    mailing: await readMailing(member),
    followed: { ...(await listFollowed(member)), tags: await listFollowedTags(member.id) },
    searches: await listFollowedSearches(member.id),
    isKept: context.url.searchParams.has("kept"),
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireMember(context);
  const fields = await request.formData();
  if (fields.get("intent") === "try-again") {
    await tryAddressAgain(member);
    return redirect(paths.notificationSettings(), 303);
  }
  const form = parseForm(fields, ChoicesForm.extend(MailingForm.shape));
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const { notices, digest, ...chosen } = form.value;
  await keepChoices(member, chosen);
  await keepMailing(member, { hasNotices: notices === "on", hasDigest: digest === "on" });
  return redirect(paths.notificationSettings({ kept: true }), 303);
}

const onOrOff = [
  { value: "on", words: "On" },
  { value: "off", words: "Off" },
];

export default function NotificationSettings() {
  const { chosen, mailing, followed, searches, push, isKept } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.reply;
  return (
    <section className="settings">
      <h1>Notifications</h1>
      <p className="page-lead">
        What comes to your <a href={paths.inbox()}>inbox</a> and by mail. A moderator’s action on your posts and what
        concerns your account always comes. Who follows whom is shown to nobody.
      </p>
      <MailState mailing={mailing} />
      <Form method="post" className="settings-form" key={JSON.stringify([chosen, mailing])}>
        <FormErrors errors={errorsOf(state, "")} />
        <Choices
          name="notices"
          label="Mail about notices"
          help="Within ten minutes, many in one, and never of what you have read already."
          options={onOrOff}
          chosen={typed(state, "notices", mailing.hasNotices ? "on" : "off")}
        />
        <Choices
          name="digest"
          label="Weekly digest"
          help="On Wednesdays: up to five threads that you follow, and numbers and corrections that concern you. Nothing in a week without news."
          options={onOrOff}
          chosen={typed(state, "digest", mailing.hasDigest ? "on" : "off")}
        />
        {choices.map(({ about, words }) => (
          <Choices
            key={about}
            name={about}
            label={words}
            options={ways.map((way) => ({ value: way, words: wayWords[way] }))}
            chosen={typed(state, about, chosen[about])}
          />
        ))}
        <div className="form-actions">
          <button className="button button-primary">Keep</button>
          <span role="status">{isKept && "Kept."}</span>
        </div>
      </Form>
      <PushSettings {...push} />
      <Followed {...followed} searches={searches} />
    </section>
  );
}

type FollowedProps = Awaited<ReturnType<typeof listFollowed>> & {
  tags: { slug: string; name: string; kind: string }[];
  searches: { id: number; words: string; path: string }[];
};

function Followed({ threads, tags, members, searches }: FollowedProps) {
  const here = paths.notificationSettings();
  const lines = [
    ...threads.map((thread) => ({
      href: paths.thread(thread),
      words: thread.title,
      isMuted: thread.isMuted,
      end: { action: paths.followThread(thread), name: "level", value: "normal" },
    })),
    ...members.map((member) => ({
      href: paths.member(member),
      words: member.name,
      isMuted: member.isMuted,
      end: { action: paths.followMember(member), name: "stance", value: "neither" },
    })),
    // A tag and a search are left on their own pages.
    ...tags.map((tag) => ({ href: paths.tagPage(tag), words: tag.name, isMuted: false, end: null })),
    ...searches.map(({ path, words }) => ({ href: path, words: `Search: ${words}`, isMuted: false, end: null })),
  ];
  const groups = [
    {
      title: "You follow",
      endWords: "Stop following",
      lines: lines.filter(({ isMuted }) => !isMuted),
      none: "Nothing yet: threads you write in are followed by themselves.",
    },
    { title: "You have muted", endWords: "Unmute", lines: lines.filter(({ isMuted }) => isMuted), none: "Nothing." },
  ];
  return groups.map(({ title, endWords, lines: shown, none }) => (
    <section key={title} className="settings-form">
      <h2>{title}</h2>
      {shown.length === 0 && <p className="none-yet">{none}</p>}
      <ul className="line-list">
        {shown.map(({ href, words, end }) => (
          <li key={href} className="followed-line">
            <a className="line-title" href={href}>
              {words}
            </a>
            {end && (
              <form method="post" action={end.action}>
                <input type="hidden" name="back" value={here} />
                <button className="quiet" name={end.name} value={end.value}>
                  {endWords}
                  <span className="visually-hidden">: {words}</span>
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  ));
}

export const meta: MetaFunction = () => privateMeta("Notifications");
