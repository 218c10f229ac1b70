import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { type bodies, type EventType, isEventType, subjects, type Subjects, testType } from "./event";
import type { z } from "zod";

type Data<Type extends EventType> = z.infer<(typeof bodies)[Type]>["data"];
export type StoredEvent = { type: string; at: Date; subject: unknown };

const at = (path: string) => env().publicOrigin + path;
/** Without the slug: it says the words of the title. */
const thread = (id: number) => ({ id, url: at(paths.threadById(id)), api: at(paths.apiThread({ id })) });
const post = (id: number) => ({ id, url: at(paths.post({ id })), api: at(paths.apiPost({ id })) });
const claim = (id: number) => ({ id, url: at(paths.claim({ id })), api: at(paths.apiClaim({ id })) });
const aPost = (of: { post: number; thread: number }) => ({ post: post(of.post), thread: thread(of.thread) });

const dataOf: { [Type in EventType]: (subject: Subjects[Type]) => Data<Type> } = {
  "post.created": aPost,
  "post.edited": (of) => ({ ...aPost(of), revision: of.revision }),
  "post.deleted": aPost,
  "post.restored": aPost,
  "claim.verdict": (of) => ({ claim: claim(of.claim), ...aPost(of) }),
  "moderation.entry": (of) => ({
    entry: { id: of.entry, url: at(paths.modAction({ id: of.entry })) },
    kind: of.kind,
    thread: of.thread === null ? null : thread(of.thread),
    otherThread: of.otherThread === null ? null : thread(of.otherThread),
    post: of.post === null ? null : post(of.post),
  }),
};

const dataFor = <Type extends EventType>(type: Type, subject: unknown) =>
  dataOf[type](subjects[type].parse(subject) as Subjects[Type]);

/** The body of a delivery: the same text at every attempt. Null for a type that this build doesn't know. */
export function bodyOf({ type, at: when, subject }: StoredEvent): string | null {
  const data = type === testType ? {} : isEventType(type) ? dataFor(type, subject) : null;
  return data && JSON.stringify({ type, timestamp: when.toISOString(), data });
}
