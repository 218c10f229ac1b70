/** Every URL we hand out, as a function of a noun. Other tools rely on these; they don't change. */
type ThreadRef = { id: number; slug: string };

const query = (values: Record<string, string | undefined>) => {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
};

export const paths = {
  home: () => "/",
  threads: (filter: { sort?: string; period?: string; tag?: string; cursor?: string }) =>
    `/${query({ sort: filter.sort, period: filter.period, tag: filter.tag, cursor: filter.cursor })}`,
  newThread: () => "/new",
  thread: (thread: ThreadRef) => `/t/${thread.id}/${thread.slug}`,
  threadAt: (thread: ThreadRef, number: number) =>
    number <= 1 ? paths.thread(thread) : `/t/${thread.id}/${thread.slug}/${number}`,
  threadById: (id: number) => `/t/${id}`,
  replyTo: (thread: ThreadRef, post: { number: number }) =>
    `${paths.threadAt(thread, post.number)}?reply=${post.number}#reply`,
  post: (post: { id: number }) => `/p/${post.id}`,
  postInThread: (thread: ThreadRef, post: { id: number; number: number }) =>
    `/t/${thread.id}/${thread.slug}/${post.number}#p-${post.id}`,
  editPost: (post: { id: number }) => `/p/${post.id}/edit`,
  postHistory: (post: { id: number }, compare?: { from: number; to: number }) =>
    `/p/${post.id}/history${compare ? `?from=${compare.from}&to=${compare.to}` : ""}`,
  vote: (post: { id: number }) => `/p/${post.id}/vote`,
  member: (member: { handle: string }) => `/u/${member.handle}`,
  signIn: (redirectTo?: string) => `/sign-in${query({ redirectTo })}`,
  signUp: (redirectTo?: string) => `/sign-up${query({ redirectTo })}`,
  signOut: () => "/sign-out",
  firstAdministrator: (token: string) => `/admin/first?token=${token}`,
  moderate: (kind: string, target: number) => `/mod/actions?kind=${kind}&target=${target}`,
  modLog: (before?: number) => `/modlog${query({ cursor: before?.toString() })}`,
  preview: () => "/api/v1/preview",
  metrics: () => "/metrics",
  metric: (metric: string) => `/metrics/${metric}`,
  series: (
    series: { subject: string; metric: string },
    show: { window?: string; scale?: string; with?: string; provider?: string; definition?: string } = {},
  ) => `/metrics/${series.subject}/${series.metric}${query(show)}`,
  seriesFile: (
    series: { subject: string; metric: string },
    kind: "json" | "csv",
    show: { window?: string; provider?: string; definition?: string } = {},
  ) => `/metrics/${series.subject}/${series.metric}.${kind}${query(show)}`,
  live: (topics: string[]) => `/live?topics=${topics.join(",")}`,
  providers: () => "/admin/providers",
};
