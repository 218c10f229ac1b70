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
  postRevision: (post: { id: number }, revision: number) => `/p/${post.id}?r=${revision}`,
  postInThread: (thread: ThreadRef, post: { id: number; number: number }) =>
    `/t/${thread.id}/${thread.slug}/${post.number}#p-${post.id}`,
  editPost: (post: { id: number }) => `/p/${post.id}/edit`,
  postHistory: (post: { id: number }, compare?: { from: number; to: number }) =>
    `/p/${post.id}/history${compare ? `?from=${compare.from}&to=${compare.to}` : ""}`,
  sources: (
    filter: { kind?: string; host?: string; status?: string; sort?: string; q?: string; cursor?: string } = {},
  ) =>
    `/sources${query({ kind: filter.kind, host: filter.host, status: filter.status, sort: filter.sort, q: filter.q, cursor: filter.cursor })}`,
  source: (source: { citekey: string }) => `/sources/${source.citekey}`,
  editSource: (source: { citekey: string }) => `/sources/${source.citekey}/edit`,
  moderateSource: (source: { citekey: string }) => `/mod/sources/${source.citekey}`,
  sourceFile: (source: { citekey: string }, format: string) => `/sources/${source.citekey}.${format}`,
  findSource: (mention: { id: number }) => `/sources/find/${mention.id}`,
  suggestSources: () => "/sources/suggest",
  importSources: () => "/sources/import",
  threadSources: (thread: ThreadRef, sort?: string) => `/t/${thread.id}/${thread.slug}/sources${query({ sort })}`,
  threadSourcesFile: (thread: ThreadRef, format: string) => `/t/${thread.id}/${thread.slug}/sources.${format}`,
  postSourcesFile: (post: { id: number }, format: string) => `/p/${post.id}/sources.${format}`,
  citePost: (post: { id: number }) => `/p/${post.id}/cite`,
  citePostFile: (post: { id: number }, format: string, revision?: number) =>
    `/p/${post.id}/cite.${format}${query({ r: revision?.toString() })}`,
  reviewCitation: (citation: { id: number }) => `/citations/${citation.id}/review`,
  memberSources: (member: { handle: string }) => `/u/${member.handle}/sources`,
  vote: (post: { id: number }) => `/p/${post.id}/vote`,
  member: (member: { handle: string }) => `/u/${member.handle}`,
  signIn: (redirectTo?: string) => `/sign-in${query({ redirectTo })}`,
  signUp: (redirectTo?: string) => `/sign-up${query({ redirectTo })}`,
  signOut: () => "/sign-out",
  firstAdministrator: (token: string) => `/admin/first?token=${token}`,
  moderate: (kind: string, target: number) => `/mod/actions?kind=${kind}&target=${target}`,
  modLog: (before?: number) => `/modlog${query({ cursor: before?.toString() })}`,
  preview: () => "/api/v1/preview",
};
