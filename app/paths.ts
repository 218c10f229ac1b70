/** Every URL we hand out, as a function of a noun. Other tools rely on these; they don't change. */
type ThreadRef = { id: number; slug: string };

/** Names with one value, several, or none. */
const query = (values: Record<string, string | string[] | undefined>) => {
  const given = Object.entries(values).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one]));
  return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
};

export const paths = {
  home: () => "/",
  threads: (filter: { sort?: string; period?: string; tag?: string | string[]; cursor?: string }) =>
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
  /** One entry of the log, on the page that begins with it. */
  modAction: (action: { id: number }) => `/modlog?cursor=${action.id + 1}#action-${action.id}`,
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
  tag: (tag: { slug: string }) => `/tags/${tag.slug}`,
  complete: (kind: "member" | "thread" | "tag", word: string) => `/compose/complete${query({ kind, q: word })}`,
  similarThreads: (title: string) => `/compose/similar${query({ title })}`,
  saveDraft: () => "/drafts/save",
  drafts: () => "/drafts",
  postSource: (post: { id: number }) => `/p/${post.id}/source`,
  disclosures: () => "/settings/disclosures",
  threadPicture: (thread: { id: number }, format: "png" | "svg" = "png") => `/embed/thread/${thread.id}.${format}`,
  /** The feed of a list, by the list's own path: "/?tag=base" is fed by "/index.rss?tag=base". */
  feed: (list: string, format: "rss" | "atom" | "json" = "rss") => {
    const [path = "", search] = list.split("?");
    return `${path === "/" ? "/index" : path}.${format}${search ? `?${search}` : ""}`;
  },
  sitemap: (part?: { kind: "threads" | "members"; number: number }) =>
    part ? `/sitemap-${part.kind}-${part.number}.xml` : "/sitemap.xml",
  openSearch: () => "/opensearch.xml",
  /** As search clients want it: they put what was typed in the place of the braces. */
  searchTemplate: () => "/search?q={searchTerms}",
  upload: (upload: { hash: string }) => `/uploads/${upload.hash}`,
  uploads: (page: { cursor?: number | undefined; of?: "everybody" | undefined; added?: string | undefined } = {}) =>
    `/uploads${query({ of: page.of, added: page.added, cursor: page.cursor?.toString() })}`,
  uploadsJson: () => "/uploads.json",
  embedDiagram: () => "/embed/diagram",
  offline: () => "/offline",
  serviceWorker: () => "/sw.js",
};
