import { paths } from "~/paths";

/** A member's unread posts by thread; `count` is null for a thread never opened. Empty for visitors. */
export type Unread = Record<number, { count: number | null; first: number | null }>;

export const isUnread = (unread: Unread[number] | undefined) => unread !== undefined && unread.count !== 0;

type Props = { thread: { id: number; slug: string }; unread: Unread[number] | undefined };

/** Beside a thread in a short list: "3 unread", leading to the first of them. Nothing where all is read, and for visitors. */
export function UnreadNote({ thread, unread }: Props) {
  if (unread?.count === null) return <span className="visually-hidden">not opened yet · </span>;
  if (!unread?.count || unread.first === null) return null;
  return (
    <>
      <a href={paths.numbered(thread, unread.first)} className="unread-note">
        <b>{unread.count} unread</b>
        <span className="visually-hidden">, go to the first</span>
      </a>{" "}
      ·{" "}
    </>
  );
}
