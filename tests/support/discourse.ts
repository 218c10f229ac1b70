/** A small Discourse forum: its answers in the shapes of its serializers, from a local server that can also answer badly. */
import type { ServerResponse } from "node:http";
import { type Asked, localServer, sendJson } from "./local-http";

type PostThere = {
  id: number;
  number: number;
  username: string;
  name?: string | null;
  userId?: number;
  raw: string;
  at?: string;
  updatedAt?: string;
  version?: number;
  answers?: number;
  likes?: number;
  type?: 1 | 2 | 3 | 4;
  action?: string;
  hidden?: boolean;
  deletedAt?: string;
  polls?: unknown[];
};

export type TopicThere = {
  id: number;
  title: string;
  slug?: string;
  category?: number;
  tags?: string[];
  closed?: boolean;
  visible?: boolean;
  archetype?: string;
  posts: PostThere[];
};

const day = (number: number) => new Date(Date.UTC(2024, 2, number, 10)).toISOString();

/** A post as `PostSerializer` writes it. */
const postJson = (topic: TopicThere, post: PostThere, withRaw: boolean) => ({
  id: post.id,
  name: post.name ?? null,
  username: post.username,
  avatar_template: `/user_avatar/forum/${post.username}/{size}/1_2.png`,
  created_at: post.at ?? day(post.number),
  cooked: `<p>${post.raw.replaceAll("<", "&lt;")}</p>`,
  post_number: post.number,
  post_type: post.type ?? 1,
  updated_at: post.updatedAt ?? post.at ?? day(post.number),
  reply_count: 0,
  reply_to_post_number: post.answers ?? null,
  quote_count: 0,
  incoming_link_count: 4,
  reads: 20,
  readers_count: 19,
  score: 12.4,
  yours: false,
  topic_id: topic.id,
  topic_slug: topic.slug ?? "a-topic",
  display_username: post.name ?? null,
  primary_group_name: null,
  flair_name: null,
  version: post.version ?? 1,
  can_edit: false,
  can_delete: false,
  can_recover: false,
  can_wiki: false,
  read: true,
  user_title: null,
  bookmarked: false,
  actions_summary: post.likes ? [{ id: 2, count: post.likes }] : [],
  moderator: false,
  admin: false,
  staff: false,
  user_id: post.userId ?? [...post.username].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1_000_003,
  hidden: post.hidden ?? false,
  trust_level: 2,
  deleted_at: post.deletedAt ?? null,
  user_deleted: false,
  edit_reason: null,
  can_view_edit_history: true,
  wiki: false,
  ...(post.action && { action_code: post.action }),
  ...(post.polls && { polls: post.polls }),
  ...(withRaw && { raw: post.raw }),
});

/** A topic as `TopicViewSerializer` writes it. */
export const topicJson = (topic: TopicThere, withRaw = false) => ({
  post_stream: {
    posts: topic.posts.slice(0, 20).map((post) => postJson(topic, post, withRaw)),
    stream: topic.posts.map(({ id }) => id),
  },
  timeline_lookup: [[1, 600]],
  suggested_topics: [],
  tags: topic.tags ?? [],
  tags_descriptions: {},
  id: topic.id,
  title: topic.title,
  fancy_title: topic.title,
  posts_count: topic.posts.length,
  created_at: topic.posts[0]?.at ?? day(1),
  views: 1_200,
  reply_count: 3,
  like_count: 12,
  last_posted_at: day(20),
  visible: topic.visible ?? true,
  closed: topic.closed ?? false,
  archived: false,
  has_summary: false,
  archetype: topic.archetype ?? "regular",
  slug: topic.slug ?? "a-topic",
  category_id: topic.category ?? 3,
  word_count: 400,
  deleted_at: null,
  user_id: 1,
  pinned: false,
  highest_post_number: topic.posts.at(-1)?.number ?? 1,
  details: { can_edit: false, notification_level: 1, participants: [] },
});

const categoriesThere = [
  { id: 3, name: "Layer 2", slug: "layer-2", color: "0088CC", parent_category_id: null },
  { id: 4, name: "Economics", slug: "economics", color: "BF1E2E", parent_category_id: null },
];

/** A forum over HTTP. `fault` answers a request itself when it returns true. */
export async function discourse(
  topics: TopicThere[],
  {
    uploads = {},
    fault = () => false,
    perPage = 30,
  }: {
    uploads?: Record<string, Buffer | string>;
    fault?: (asked: Asked, response: ServerResponse) => boolean;
    perPage?: number;
  } = {},
) {
  return localServer((asked, response) => {
    if (fault(asked, response)) return;
    const topicOf = (id: string | undefined) => topics.find((topic) => topic.id === Number(id));
    if (asked.path === "/latest.json") {
      const page = Number(asked.query.get("page") ?? 0);
      const shown = topics.slice(page * perPage, (page + 1) * perPage);
      const isMore = topics.length > (page + 1) * perPage;
      return sendJson(response, {
        users: [],
        topic_list: {
          can_create_topic: false,
          ...(isMore && { more_topics_url: `/latest?page=${page + 1}` }),
          per_page: perPage,
          topics: shown.map(({ posts, ...topic }) => ({ ...topic, posts_count: posts.length, pinned: false })),
        },
      });
    }
    if (asked.path === "/site.json") return sendJson(response, { categories: categoriesThere });
    const posts = topicOf(/^\/t\/(\d+)\/posts\.json$/.exec(asked.path)?.[1]);
    if (posts) {
      const ids = new Set(asked.query.getAll("post_ids[]").map(Number));
      const withRaw = asked.query.get("include_raw") === "true";
      const found = posts.posts.filter(({ id }) => ids.has(id)).map((post) => postJson(posts, post, withRaw));
      return sendJson(response, { post_stream: { posts: found }, id: posts.id });
    }
    const topic = topicOf(/^\/t\/(\d+)\.json$/.exec(asked.path)?.[1]);
    if (topic) return sendJson(response, topicJson(topic));
    const file = uploads[asked.path];
    if (typeof file === "string") return void response.writeHead(302, { Location: file }).end();
    if (file) return void response.writeHead(200, { "Content-Type": "image/png" }).end(file);
    return sendJson(
      response,
      { errors: ["The requested URL or resource could not be found."], error_type: "not_found" },
      404,
    );
  });
}
