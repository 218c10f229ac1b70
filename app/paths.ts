/** Every URL of the site, as a function of its noun. Others rely on these URLs, so they don't change. */
type ThreadRef = { id: number; slug: string };

type TagRef = { slug: string };

type SeriesRef = { subject: string; metric: string };

const query = (values: Record<string, string | string[] | undefined>) => {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => [name, one]),
  );
  return given.length > 0 ? `?${new URLSearchParams(given)}` : "";
};

type Search = {
  q?: string;
  tag?: string[];
  chain?: string[];
  author?: string[];
  kind?: string | null;
  after?: string | null;
  before?: string | null;
  sort?: string | null;
  thread?: number | null;
  cursor?: string | null;
};

/** The query string, without empty values. */
function searchQuery({ tag = [], chain = [], author = [], ...single }: Search) {
  const values = new URLSearchParams();
  const { q, kind, after, before, sort, thread, cursor } = single;
  if (q) values.set("q", q);
  for (const [name, many] of Object.entries({ tag, chain, author }))
    for (const value of many) values.append(name, value);
  for (const [name, value] of Object.entries({ kind, after, before, sort, thread, cursor }))
    if (value !== undefined && value !== null && value !== "") values.set(name, String(value));
  return values.toString();
}

export const paths = {
  home: () => "/",
  threads: (filter: { sort?: string; period?: string; tag?: string | string[]; cursor?: string }) =>
    `/${query({ sort: filter.sort, period: filter.period, tag: filter.tag, cursor: filter.cursor })}`,
  tags: (filter: { q?: string | undefined; kind?: string | undefined; order?: string | undefined } = {}) =>
    `/tags${query(filter)}`,
  newTag: () => "/tags/new",
  /** A tag's page; its list is sorted and paged like `/`, and filtered by further tags. */
  tag: (
    tag: TagRef,
    list: {
      sort?: string | undefined;
      period?: string | undefined;
      tag?: string[] | undefined;
      cursor?: string | undefined;
    } = {},
  ) => `/tags/${tag.slug}${query({ sort: list.sort, period: list.period, tag: list.tag, cursor: list.cursor })}`,
  /** Where a tag leads: a chain's or a group's tag to its page among the chains, every other to its own. */
  tagPage: (tag: TagRef & { kind: string }) => (tag.kind === "chain" ? paths.chain(tag) : paths.tag(tag)),
  editTag: (tag: TagRef) => `/tags/${tag.slug}/edit`,
  tagHistory: (tag: TagRef) => `/tags/${tag.slug}/history`,
  changeTag: (tag: TagRef) => `/mod/tags/${tag.slug}`,
  mergeTag: (tag: TagRef, into?: string) => `/mod/tags/${tag.slug}/merge${query({ into })}`,
  retagThread: (thread: { id: number }) => `/mod/threads/${thread.id}/tags`,
  /** The form for a thread; `tags` are chosen already. */
  newThread: (tags: string[] = []) => `/new${query({ tag: tags })}`,
  /** The same with a draft that a file made; `missing` are names of tags in it that are not here. */
  newThreadFromFile: (missing: string[]) => `/new${query({ missing })}`,
  newFromMarkdown: () => "/new/markdown",
  thread: (thread: ThreadRef) => `/t/${thread.id}/${thread.slug}`,
  threadAt: (thread: ThreadRef, number: number) =>
    number <= 1 ? paths.thread(thread) : `/t/${thread.id}/${thread.slug}/${number}`,
  /** The post with this number in its thread: the page scrolls to the post, with and without script. */
  numbered: (thread: ThreadRef, number: number) =>
    number <= 1 ? paths.thread(thread) : `${paths.threadAt(thread, number)}#post-${number}`,
  /** A thread in one of its views. */
  threadView: (
    thread: ThreadRef,
    view: "flat" | "tree" | "map",
    show: { sort?: string | undefined; branch?: number | undefined } = {},
  ) => `/t/${thread.id}/${thread.slug}${query({ view, sort: show.sort, branch: show.branch?.toString() })}`,
  /** A post with what answers it, as a tree; of its direct replies only those after the one with the number `after`. */
  branch: (
    thread: ThreadRef,
    post: { number: number },
    show: { sort?: string | undefined; after?: number | null } = {},
  ) =>
    `/t/${thread.id}/${thread.slug}${query({ view: "tree", sort: show.sort, branch: String(post.number), after: show.after?.toString() })}`,
  threadById: (id: number) => `/t/${id}`,
  /** A thread as one document for paper, from the post with this number on. */
  printThread: (thread: ThreadRef, from = 1) => `${paths.threadAt(thread, from)}?print=all`,
  /** The same, short enough to be copied from paper. */
  printThreadById: (id: number) => `/t/${id}?print=all`,
  citeThread: (thread: ThreadRef) => `${paths.thread(thread)}/cite`,
  citeThreadFile: (thread: ThreadRef, format: string) => `${paths.thread(thread)}/cite.${format}`,
  /** The whole discussion as text, from the post with this number on. */
  threadMarkdown: (thread: ThreadRef, from = 1) => `${paths.thread(thread)}.md${from > 1 ? `?from=${from}` : ""}`,
  /** Its quotes, citations and claims as Web Annotations; a page of them. */
  threadAnnotations: (thread: ThreadRef, page?: number) =>
    `${paths.thread(thread)}/annotations.jsonld${query({ page: page?.toString() })}`,
  threadArchive: (thread: ThreadRef) => `${paths.thread(thread)}.zip`,
  replyTo: (thread: ThreadRef, post: { number: number }) =>
    `${paths.threadAt(thread, post.number)}?reply=${post.number}#reply`,
  post: (post: { id: number }) => `/p/${post.id}`,
  /** The page of one revision of a post: what a citation leads to. */
  postRevision: (post: { id: number }, revision: number) => `/p/${post.id}/r/${revision}`,
  /** The words of that revision alone. */
  postText: (post: { id: number }, revision: number) => `/p/${post.id}/r/${revision}.txt`,
  postInThread: (thread: ThreadRef, post: { id: number; number: number }) =>
    `/t/${thread.id}/${thread.slug}/${post.number}#p-${post.id}`,
  editPost: (post: { id: number }) => `/p/${post.id}/edit`,
  postHistory: (post: { id: number }, compare?: { from: number; to: number; view?: "changes" | "shown" }) =>
    `/p/${post.id}/history${compare ? `?from=${compare.from}&to=${compare.to}${compare.view ? `&view=${compare.view}` : ""}` : ""}`,
  claims: (
    filter: {
      status?: string | undefined;
      chain?: string | undefined;
      metric?: string | undefined;
      tag?: string | undefined;
      factor?: string | undefined;
      sort?: string | undefined;
      page?: string | undefined;
    } = {},
  ) => {
    const { sort, page, ...rest } = filter;
    return `/claims${query({ ...rest, sort: sort === "newest" ? undefined : sort, page: page === "1" ? undefined : page })}`;
  },
  claim: (claim: { id: number }) => `/claims/${claim.id}`,
  claimEmbed: (claim: { id: number }) => `/embed/claim/${claim.id}`,
  claimPicture: (claim: { id: number }, format: "png" | "svg" = "png") => `/embed/claim/${claim.id}/card.${format}`,
  postPicture: (post: { id: number }, format: "png" | "svg" = "png") => `/embed/post/${post.id}.${format}`,
  claimBadge: (claim: { id: number }, format: "svg" | "png") => `/embed/claim/${claim.id}.${format}`,
  threadClaims: (thread: ThreadRef, show: { status?: string | undefined; sort?: string | undefined } = {}) =>
    `/t/${thread.id}/${thread.slug}/claims${query({ status: show.status, sort: show.sort === "post" ? undefined : show.sort })}`,
  /** What the API can do, for people. */
  api: () => "/api",
  openApi: () => "/api/v1/openapi.json",
  apiUploads: () => "/api/v1/uploads",
  apiKeys: () => "/settings/api-keys",
  apiThread: (thread: { id: number }) => `/api/v1/threads/${thread.id}`,
  apiPost: (post: { id: number }) => `/api/v1/posts/${post.id}`,
  apiClaim: (claim: { id: number }) => `/api/v1/claims/${claim.id}`,
  webhooks: () => "/settings/webhooks",
  webhook: (hook: { id: number }, show: { state?: string | undefined; before?: string | undefined } = {}) =>
    `/settings/webhooks/${hook.id}${query(show)}`,
  /** Claims as JSON, by thread. */
  claimsData: (filter: { thread?: number }) => `/api/v1/claims${query({ thread: filter.thread?.toString() })}`,
  threadClaimsCsv: (thread: ThreadRef) => `/t/${thread.id}/${thread.slug}/claims.csv`,
  sources: (
    filter: { kind?: string; host?: string; status?: string; sort?: string; q?: string; cursor?: string } = {},
  ) =>
    `/sources${query({ kind: filter.kind, host: filter.host, status: filter.status, sort: filter.sort, q: filter.q, cursor: filter.cursor })}`,
  source: (source: { citekey: string }) => `/sources/${source.citekey}`,
  editSource: (source: { citekey: string }) => `/sources/${source.citekey}/edit`,
  moderateSource: (source: { citekey: string }) => `/mod/sources/${source.citekey}`,
  sourceFile: (source: { citekey: string }, format: string) => `/sources/${source.citekey}.${format}`,
  findSource: (mention: { id: number }) => `/sources/find/${mention.id}`,
  suggestSources: (q: string, threadId?: number) =>
    `/sources/suggest${query({ q, thread: threadId ? String(threadId) : undefined })}`,
  importSources: () => "/sources/import",
  importSourcesJson: () => "/sources/import.json",
  threadSources: (thread: ThreadRef, sort?: string) => `/t/${thread.id}/${thread.slug}/sources${query({ sort })}`,
  threadSourcesFile: (thread: ThreadRef, format: string) => `/t/${thread.id}/${thread.slug}/sources.${format}`,
  postSourcesFile: (post: { id: number }, format: string) => `/p/${post.id}/sources.${format}`,
  /** What a card says of a page of ours, by its path. */
  card: (of: string) => `/cards${query({ of })}`,
  citePost: (post: { id: number }, revision?: number) => `/p/${post.id}/cite${query({ r: revision?.toString() })}`,
  citePostFile: (post: { id: number }, format: string, revision?: number) =>
    `/p/${post.id}/cite.${format}${query({ r: revision?.toString() })}`,
  reviewCitation: (citation: { id: number }) => `/citations/${citation.id}/review`,
  memberSources: (member: { handle: string }) => `/u/${member.handle}/sources`,
  vote: (post: { id: number }) => `/p/${post.id}/vote`,
  react: (post: { id: number }) => `/p/${post.id}/react`,
  member: (member: { handle: string }) => `/u/${member.handle}`,
  signIn: (redirectTo?: string) => `/sign-in${query({ redirectTo })}`,
  /** The sign-in page with the reason why another way in was refused. */
  signInRefused: (why: string, redirectTo: string, passkey?: string) =>
    `/sign-in${query({ redirectTo, refused: why, passkey })}`,
  signInChallenge: () => "/sign-in/challenge",
  signInByPasskey: () => "/sign-in/passkey",
  signInByWallet: () => "/sign-in/wallet",
  signInByCode: () => "/sign-in/recovery",
  signInWith: (provider: string) => `/sign-in/with/${provider}`,
  signedInWith: (provider: string) => `/sign-in/with/${provider}/back`,
  /** Where the second factor is asked for, at sign-in and for a fresh proof. */
  secondFactor: () => "/sign-in/second",
  /** Where somebody with a new wallet or identity chooses a handle. */
  finishJoining: () => "/sign-up/finish",
  newPasskey: () => "/settings/keys/new-passkey",
  newWallet: () => "/settings/keys/new-wallet",
  ownKey: (kind: string, id: string | number) => `/settings/keys/${kind}/${id}`,
  ownSecondFactor: () => "/settings/second-factor",
  /** The sign-in page after something else was done, which it says. */
  signInAfter: (done: "reset") => `/sign-in${query({ done })}`,
  signUp: (redirectTo?: string) => `/sign-up${query({ redirectTo })}`,
  /** The link of an invitation. */
  joinBy: (token: string) => `/sign-up?token=${token}`,
  signOut: () => "/sign-out",
  firstAdministrator: (token: string) => `/admin/first?token=${token}`,
  moderate: (kind: string, target: number) => `/mod/actions?kind=${kind}&target=${target}`,
  modLog: (
    filter: {
      about?: string | undefined;
      by?: string | undefined;
      thread?: string | undefined;
      cursor?: string | undefined;
    } = {},
  ) => `/modlog${query(filter)}`,
  /** The log's entries with what their hashes are made of, after this place in the chain. */
  logChain: (after?: number) => `/modlog/chain.json${query({ after: after?.toString() })}`,
  eraseRevision: (post: { id: number }, revision: number) => `/mod/revisions/${post.id}/${revision}`,
  eraseEntry: (entry: { id: number }) => `/admin/log/${entry.id}`,
  /** The page for acts on a thread; with posts that are to be moved. */
  moderateThread: (thread: { id: number }, posts?: number) =>
    `/mod/threads/${thread.id}${query({ posts: posts?.toString() })}`,
  aboutModerators: () => "/about/moderators",
  /** One entry of the log, on the page that begins with it. */
  modAction: (action: { id: number }) => `/modlog?cursor=${action.id + 1}#action-${action.id}`,
  chains: (filter: { group?: string; kind?: string; stack?: string; stage?: string; sort?: string } = {}) =>
    `/chains${query({ group: filter.group, kind: filter.kind, stack: filter.stack, stage: filter.stage, sort: filter.sort })}`,
  /** A chain or a group of chains: they share one set of slugs. */
  chain: (chain: { slug: string }) => `/chains/${chain.slug}`,
  chainHistory: (chain: { slug: string }, field?: string) => `/chains/${chain.slug}/history${field ? `#${field}` : ""}`,
  administration: () => "/admin",
  firstRun: () => "/admin/first-run",
  siteSettings: (shown: { kept?: boolean } = {}) => `/admin/settings${shown.kept ? "?kept" : ""}`,
  members: (
    filter: {
      q?: string | undefined;
      role?: string | undefined;
      state?: string | undefined;
      cursor?: string | undefined;
    } = {},
  ) =>
    `/admin/members${query({ q: filter.q || undefined, role: filter.role, state: filter.state, cursor: filter.cursor })}`,
  administerMember: (member: { id: number }) => `/admin/members/${member.id}`,
  /** Forums that were taken over, and whose posts nobody has taken over yet. */
  imports: (q?: string) => `/admin/imports${query({ q })}`,
  /** Where a member takes over what they wrote elsewhere. */
  ownImports: () => "/settings/imported",
  invitations: () => "/admin/invitations",
  ownInvitations: () => "/settings/invitations",
  rules: () => "/rules",
  /** What is asked of new members, and what everybody keeps to. */
  limits: () => "/about/limits",
  /** What of the member's own waits for a moderator. */
  held: () => "/held",
  heldText: (id: number) => `/held#text-${id}`,
  addChain: () => "/admin/chains/new",
  /** Colours of the chains in charts; with its version, a sheet that never changes. */
  chainColours: (version?: string) => `/chain-colours.css${query({ v: version })}`,
  chooseNodes: (chain: { slug: string }) => `/admin/chains/${chain.slug}/nodes`,
  chooseColours: (chain: { slug: string }) => `/admin/chains/${chain.slug}/colours`,
  correctFact: (chain: { slug: string }, field: string) => `/admin/chains/${chain.slug}/${field}`,
  preview: () => "/api/v1/preview",
  metrics: () => "/metrics",
  metric: (metric: string) => `/metrics/${metric}`,
  series: (
    series: SeriesRef,
    show: { window?: string; scale?: string; with?: string; provider?: string; definition?: string } = {},
  ) => `/metrics/${series.subject}/${series.metric}${query(show)}`,
  seriesFile: (
    series: SeriesRef,
    kind: "json" | "csv",
    show: {
      window?: string | undefined;
      provider?: string | undefined;
      definition?: string | undefined;
      to?: string | undefined;
    } = {},
  ) => `/metrics/${series.subject}/${series.metric}.${kind}${query(show)}`,
  live: (topics: string[]) => `/live?topics=${topics.join(",")}`,
  providers: () => "/admin/providers",
  searchHealth: () => "/admin/search",
  composeSubjects: () => "/compose/subjects",
  mails: () => "/admin/mail",
  mail: (mail: { id: string }) => `/admin/mail/${mail.id}`,
  mailHtml: (mail: { id: string }) => `/admin/mail/${mail.id}/html`,
  jobs: () => "/admin/jobs",
  exportForum: () => "/admin/export",
  /** The archive, after the log has this entry. */
  exportFile: (entryId: number) => `/admin/export.zip?entry=${entryId}`,
  complete: (kind: "member" | "thread" | "tag", word: string) => `/compose/complete${query({ kind, q: word })}`,
  similarThreads: (title: string) => `/compose/similar${query({ title })}`,
  saveDraft: () => "/drafts/save",
  drafts: () => "/drafts",
  postSource: (post: { id: number }) => `/p/${post.id}/source`,
  settings: () => "/settings",
  /** Where a fresh proof is given before a change; `to` is where one goes on. */
  prove: (to?: string, token?: string) => `/settings/prove${query({ to, token })}`,
  signInMethods: (done?: string) => `/settings/sign-in${query({ done })}`,
  changeEmail: () => "/settings/email",
  changePassword: () => "/settings/password",
  sessions: () => "/settings/sessions",
  forgottenPassword: () => "/forgotten-password",
  resetPassword: (token: string) => `/reset-password/${token}`,
  verifyEmail: (token: string) => `/verify-email/${token}`,
  undoEmail: (token: string) => `/undo-email/${token}`,
  appearance: (shown: { kept?: boolean } = {}) => `/settings/appearance${shown.kept ? "?kept" : ""}`,
  disclosures: () => "/settings/disclosures",
  profileSettings: (shown: { kept?: boolean } = {}) => `/settings/profile${shown.kept ? "?kept" : ""}`,
  ownData: () => "/settings/data",
  /** What was decided about the member, and where they say something against it. */
  standing: () => "/settings/standing",
  flag: (post: { id: number }) => `/p/${post.id}/flag`,
  answerInterest: (post: { id: number }) => `/p/${post.id}/interest`,
  /** The queue of moderators, at one case of it. `after` is the case that the list goes on from. */
  queue: (show: { kind?: string | undefined; case?: number | undefined; after?: number | undefined } = {}) =>
    `/mod/queue${query({ kind: show.kind, case: show.case?.toString(), after: show.after?.toString() })}`,
  ownArchive: () => "/settings/data.zip",
  leave: () => "/settings/leave",
  avatar: () => "/settings/avatar",
  handleSettings: () => "/settings/handle",
  /** A frame for other sites. `show` comes from `widgetQuery`. */
  metricEmbed: (series: SeriesRef, show: Record<string, string> = {}) =>
    `/embed/metric/${series.subject}/${series.metric}${query(show)}`,
  metricPicture: (series: SeriesRef, format: "svg" | "png" | "json", show: Record<string, string> = {}) =>
    `/embed/metric/${series.subject}/${series.metric}.${format}${query(show)}`,
  embedScript: () => "/embed.js",
  oEmbed: (url: string, format?: "json" | "xml") => `/oembed${query({ url, format })}`,
  pickMetric: (word: string) => `/compose/metrics${query({ q: word })}`,
  threadPicture: (thread: { id: number }, format: "png" | "svg" = "png") => `/embed/thread/${thread.id}.${format}`,
  /** The feed of a list, by the list's own path: "/?tag=base" is fed by "/index.rss?tag=base". */
  feed: (list: string, format: "rss" | "atom" | "json" = "rss") => {
    const [path = "", search] = list.split("?");
    return `${path === "/" ? "/index" : path}.${format}${search ? `?${search}` : ""}`;
  },
  sitemap: (part?: { kind: string; number: number }) =>
    part ? `/sitemap-${part.kind}-${part.number}.xml` : "/sitemap.xml",
  openSearch: () => "/opensearch.xml",
  securityTxt: () => "/.well-known/security.txt",
  /** The template for search clients, which replace the braces. */
  searchTemplate: () => "/search?q={searchTerms}",
  upload: (upload: { hash: string }) => `/uploads/${upload.hash}`,
  uploads: (page: { cursor?: number | undefined; of?: "everybody" | undefined; added?: string | undefined } = {}) =>
    `/uploads${query({ of: page.of, added: page.added, cursor: page.cursor?.toString() })}`,
  uploadsJson: () => "/uploads.json",
  embedDiagram: () => "/embed/diagram",
  offline: () => "/offline",
  serviceWorker: () => "/sw.js",
  /** When posts of a thread were written. */
  threadDates: (thread: { id: number }) => `/t/${thread.id}/dates`,
  chooseView: () => "/reading/view",
  /** Where a thread's page says how far it was read. */
  readingPosition: (served?: { thread: number; number: number; seen: number[] }) =>
    `/reading/position${query({ thread: served?.thread.toString(), number: served?.number.toString(), seen: served?.seen.join(",") })}`,
  bookmarks: (show: { cursor?: number | undefined; removed?: number | undefined } = {}) =>
    `/bookmarks${query({ cursor: show.cursor?.toString(), removed: show.removed?.toString() })}`,
  bookmark: (post: { id: number }) => `/p/${post.id}/bookmark`,
  threadChanges: (thread: ThreadRef, since?: string) => `/t/${thread.id}/${thread.slug}/changes${query({ since })}`,
  search: (search: Search = {}) => {
    const values = searchQuery(search);
    return values ? `/search?${values}` : "/search";
  },
  searchSuggestions: () => "/search/suggest",
  inbox: (show: { filter?: string | undefined; cursor?: string | undefined } = {}) =>
    `/inbox${query({ show: show.filter, cursor: show.cursor })}`,
  /** The number of unread notices, for pages that stay open. */
  unreadCount: () => "/inbox/count",
  repliesByMail: () => "/inbox/by-mail",
  /** Ends letters of a kind, for whoever has the link. */
  unsubscribe: (token: string) => `/unsubscribe/${token}`,
  notificationSettings: (kept?: { kept: true }) => `/settings/notifications${kept ? "?kept" : ""}`,
  /** Where browsers to which notices are pushed are turned on and off. */
  pushBrowsers: () => "/settings/notifications/browsers",
  /** Where the secret address of the inbox's feed is made and taken back. */
  inboxFeedSettings: () => "/settings/inbox-feed",
  /** The list whose feeds a program reads; its address is a secret. */
  inboxFeed: (token: string) => `/inbox/feed/${token}`,
  /** Where a member says how closely they follow a thread. */
  followThread: (thread: { id: number }) => `/t/${thread.id}/follow`,
  followMember: (member: { handle: string }) => `/u/${member.handle}/follow`,
};

/** A page of this site, recognized by its address. */
export type OurPage =
  | { kind: "thread"; id: number; number: number | null }
  /** `revision` where the address names one. */
  | { kind: "post"; id: number; revision?: number }
  | { kind: "claim"; id: number }
  | { kind: "series"; subject: string; metric: string; query: string }
  | { kind: "chain"; name: string }
  | { kind: "tag"; name: string }
  | { kind: "member"; name: string }
  | { kind: "source"; name: string }
  | { kind: "metric"; name: string }
  | { kind: "other" };

const id = "([1-9]\\d{0,8})";
const word = "([a-z0-9_-]{1,80})";
const pages: [RegExp, (found: string[], url: URL) => OurPage][] = [
  [
    new RegExp(`^/t/${id}(?:/[a-z0-9-]+)?(?:/${id})?/?$`),
    ([thread, number], { hash }) =>
      /^#p-[1-9]\d{0,8}$/.test(hash)
        ? { kind: "post", id: Number(hash.slice(3)) }
        : { kind: "thread", id: Number(thread), number: number ? Number(number) : null },
  ],
  [
    new RegExp(`^/p/${id}(?:/r/${id})?/?$`),
    ([post, revision]) => ({
      kind: "post",
      id: Number(post),
      ...(revision && { revision: Number(revision) }),
    }),
  ],
  [new RegExp(`^/claims/${id}/?$`), ([claim]) => ({ kind: "claim", id: Number(claim) })],
  [new RegExp(`^/embed/claim/${id}(?:\\.(?:svg|png))?/?$`), ([claim]) => ({ kind: "claim", id: Number(claim) })],
  [
    new RegExp(`^/(?:embed/metric|metrics)/${word}/${word}(?:\\.(?:svg|png|json))?/?$`),
    ([subject, metric], { search }) => ({ kind: "series", subject: subject!, metric: metric!, query: search.slice(1) }),
  ],
  [new RegExp(`^/metrics/${word}/?$`), ([name]) => ({ kind: "metric", name: name! })],
  [new RegExp(`^/chains/${word}/?$`), ([name]) => ({ kind: "chain", name: name! })],
  [new RegExp(`^/tags/${word}/?$`), ([name]) => ({ kind: "tag", name: name! })],
  [new RegExp(`^/u/${word}/?$`), ([name]) => ({ kind: "member", name: name! })],
  [new RegExp(`^/sources/${word}/?$`), ([name]) => ({ kind: "source", name: name! })],
];

/** The page at an address of this site (`origin`); null for other sites and invalid addresses. */
export function pageAt(address: string, origin: string): OurPage | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || url.origin !== origin) return null;
  for (const [pattern, toPage] of pages) {
    const found = pattern.exec(url.pathname);
    if (found) return toPage(found.slice(1), url);
  }
  return { kind: "other" };
}
