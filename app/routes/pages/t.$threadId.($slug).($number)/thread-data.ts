import type { PostView } from "~/features/posts/posts";
import type { Thread } from "~/features/threads/threads";
import { paths } from "~/paths";
import { breadcrumbs } from "~/ui/page-meta";
import { shorten } from "~/ui/shorten";

/** What search engines show of a text; the whole of it stands in the page itself and need not travel twice. */
const longest = { opening: 5_000, reply: 500 };

type Shown = {
  thread: Thread;
  /** The posts on this page that everybody may read. */
  posts: PostView[];
  /** Plain text by post id. */
  texts: Map<number, string>;
  /** Plain text of the post that opened the thread, on whatever page. */
  openingText: string;
  origin: string;
};

/** A thread's page as objects of schema.org: the discussion with the posts shown, and where it stands. */
export function threadData({ thread, posts, texts, openingText, origin }: Shown): object[] {
  const opening = posts.find(({ number }) => number === 1);
  const [tag] = thread.tags;
  const author = ({ handle, name }: Thread["author"]) => ({
    "@type": "Person",
    name,
    url: origin + paths.member({ handle }),
  });
  const postData = ({ createdAt, editedAt, worthCount, agreeCount, disagreeCount, ...post }: PostView) => ({
    author: author(post.author),
    datePublished: createdAt,
    dateModified: editedAt ?? createdAt,
    interactionStatistic: [
      counted("LikeAction", worthCount),
      counted("AgreeAction", agreeCount),
      counted("DisagreeAction", disagreeCount),
    ],
  });
  const url = origin + paths.thread(thread);
  return [
    {
      "@type": "DiscussionForumPosting",
      "@id": url,
      mainEntityOfPage: url,
      url,
      headline: thread.title,
      text: shorten(openingText, longest.opening),
      author: author(thread.author),
      datePublished: thread.createdAt,
      dateModified: thread.lastPostAt,
      ...(opening && postData(opening)),
      image: origin + paths.threadPicture(thread),
      ...(thread.tags.length > 0 && { keywords: thread.tags.map(({ name }) => name).join(", ") }),
      commentCount: Math.max(0, thread.postCount - 1),
      comment: posts
        .filter((post) => post !== opening)
        .map((post) => ({
          "@type": "Comment",
          url: origin + paths.postInThread(thread, post),
          text: shorten(texts.get(post.id) ?? "", longest.reply),
          ...postData(post),
        })),
    },
    breadcrumbs(origin, [
      { name: "Threads", path: paths.home() },
      ...(tag ? [{ name: tag.name, path: paths.tagPage(tag) }] : []),
      { name: thread.title, path: paths.thread(thread) },
    ]),
  ];
}

const counted = (action: "LikeAction" | "AgreeAction" | "DisagreeAction", count: number) => ({
  "@type": "InteractionCounter",
  interactionType: `https://schema.org/${action}`,
  userInteractionCount: Math.max(0, count),
});
