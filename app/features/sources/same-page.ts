/**
 * One page has many addresses: AMP forms, raw files, mirrors, other front ends of a site, and other forms of the site's own
 * addresses that keep the page's id.
 */

type Rule = { host: RegExp; path?: RegExp; to: (found: string[], url: URL) => string | null };

/** Known hosts that show the pages of another host under the same path. */
const mirrors: Record<string, string> = {
  "vitalik.ca": "vitalik.eth.limo",
  "growthepie.xyz": "growthepie.com",
  "old.reddit.com": "reddit.com",
  "new.reddit.com": "reddit.com",
  "np.reddit.com": "reddit.com",
  "i.reddit.com": "reddit.com",
  "scribe.rip": "medium.com",
  "export.arxiv.org": "arxiv.org",
  "browse.arxiv.org": "arxiv.org",
  "xxx.lanl.gov": "arxiv.org",
  "yewtu.be": "youtube.com",
  "piped.video": "youtube.com",
  "music.youtube.com": "youtube.com",
  "nitter.net": "x.com",
  "xcancel.com": "x.com",
  "fxtwitter.com": "x.com",
  "vxtwitter.com": "x.com",
  "fixupx.com": "x.com",
  "fixvx.com": "x.com",
  "twitter.com": "x.com",
  "redirect.github.com": "github.com",
  "cloudflare-ipfs.com": "ipfs.io",
  "dweb.link": "ipfs.io",
  "gateway.ipfs.io": "ipfs.io",
  "gateway.pinata.cloud": "ipfs.io",
  "nftstorage.link": "ipfs.io",
  "warpcast.com": "farcaster.xyz",
  "hal.archives-ouvertes.fr": "hal.science",
  "hal.inria.fr": "hal.science",
  "w3s.link": "ipfs.io",
};

const paper = String.raw`((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?)`;
const arxivPath = (begin: string) => new RegExp(`^\\/${begin}${paper}(?:\\.pdf)?$`, "i");
const blob = (owner: string, name: string, ref: string, path: string) =>
  `https://github.com/${owner}/${name}/blob/${ref.replace(/^refs\/(?:heads|tags)\//, "")}/${path}`;
const ref = String.raw`((?:refs\/(?:heads|tags)\/)?[^/]+)`;

const rules: Rule[] = [
  // Pages that lead on to the address they hold, or show it.
  { host: /^(?:google\.[a-z.]+)$/, path: /^\/url$/, to: (_, url) => addressIn(url, "q", "url") },
  { host: /^(?:lm?|lm)\.facebook\.com$/, path: /^\/l\.php$/, to: (_, url) => addressIn(url, "u") },
  { host: /^facebook\.com$/, path: /^\/l\.php$/, to: (_, url) => addressIn(url, "u") },
  { host: /^youtube\.com$/, path: /^\/redirect$/, to: (_, url) => addressIn(url, "q") },
  { host: /^slack-redir\.net$/, path: /^\/link$/, to: (_, url) => addressIn(url, "url") },
  { host: /^linkedin\.com$/, path: /^\/(?:safety\/go|redir\/redirect)$/, to: (_, url) => addressIn(url, "url") },
  { host: /^translate\.google\.[a-z.]+$/, path: /^\/translate$/, to: (_, url) => addressIn(url, "u") },
  {
    host: /^(?:12ft\.io|r\.jina\.ai|via\.hypothes\.is|removepaywall\.com)$/,
    path: /^\/(?:proxy\?q=)?(https?:\/\/?.+)$/i,
    to: ([address], url) => address!.replace(/^(https?:\/)(?!\/)/i, "$1/") + url.search,
  },
  // AMP by caches of others.
  {
    host: /^(?:[\w-]+\.)?cdn\.ampproject\.org$/,
    path: /^\/[a-z]\/s\/(.+)$/,
    to: ([rest], url) => `https://${rest}${url.search}`,
  },
  { host: /^google\.[a-z.]+$/, path: /^\/amp\/s\/(.+)$/, to: ([rest], url) => `https://${rest}${url.search}` },
  // Renderings of arXiv's papers.
  {
    host: /^(?:[a-z]{2}\.)?arxiv\.org$/,
    path: arxivPath("(?:abs|pdf|html|ps|format|src|e-print|tb)\\/"),
    to: ([id]) => `https://arxiv.org/abs/${id}`,
  },
  {
    host: /^ar5iv\.(?:labs\.arxiv\.org|org)$/,
    path: arxivPath("(?:abs|html|pdf)\\/"),
    to: ([id]) => `https://arxiv.org/abs/${id}`,
  },
  {
    host: /^alphaxiv\.org$/,
    path: arxivPath("(?:abs|pdf|overview|html)\\/"),
    to: ([id]) => `https://arxiv.org/abs/${id}`,
  },
  { host: /^arxiv-vanity\.com$/, path: arxivPath("papers\\/"), to: ([id]) => `https://arxiv.org/abs/${id}` },
  { host: /^scirate\.com$/, path: arxivPath("arxiv\\/"), to: ([id]) => `https://arxiv.org/abs/${id}` },
  { host: /^huggingface\.co$/, path: arxivPath("papers\\/"), to: ([id]) => `https://arxiv.org/abs/${id}` },
  {
    host: /^(?:api\.)?semanticscholar\.org$/,
    path: arxivPath("arxiv[:/]"),
    to: ([id]) => `https://arxiv.org/abs/${id}`,
  },
  { host: /^papers\.cool$/, path: arxivPath("arxiv\\/"), to: ([id]) => `https://arxiv.org/abs/${id}` },
  {
    // "2018arXiv180909044A": year, archive, number without its dot, first letter of the first author.
    host: /^(?:ui\.)?adsabs\.harvard\.edu$/,
    path: /^\/abs\/\d{4}arXiv(\d{4})(\d{4,5})[A-Z](?:\/.*)?$/,
    to: ([month, number]) => `https://arxiv.org/abs/${month}.${number}`,
  },
  {
    host: /^eprint\.iacr\.org$/,
    path: /^\/(?:curr\/|archive\/(?:versions\/)?)?((?:19|20)\d\d\/\d{1,5})(?:\/.*)?$/,
    to: ([id]) => `https://eprint.iacr.org/${id}`,
  },
  {
    host: /^eprint\.iacr\.org$/,
    path: /^\/eprint-bin\/getfile\.pl$/,
    to: (_, url) => {
      const entry = /^(?:19|20)\d\d\/\d{1,5}$/.exec(url.searchParams.get("entry") ?? "")?.[0];
      return entry ? `https://eprint.iacr.org/${entry}` : null;
    },
  },
  // Papers by a number of their publisher's or of a library.
  {
    host: /^ieeexplore\.ieee\.org$/,
    path: /^\/(?:abstract\/)?document\/(\d+)(?:\/.*)?$/,
    to: ([number]) => `https://ieeexplore.ieee.org/document/${number}`,
  },
  {
    host: /^ieeexplore\.ieee\.org$/,
    path: /^\/(?:stamp\/stamp|xpl\/articleDetails|xpls\/abs_all)\.jsp$/,
    to: (_, url) => idOf(url, "arnumber", (number) => `https://ieeexplore.ieee.org/document/${number}`),
  },
  {
    host: /^(?:sciencedirect\.com|linkinghub\.elsevier\.com)$/,
    path: /^\/(?:science\/article\/(?:abs\/|am\/)?|retrieve\/)pii\/([A-Z0-9]{10,20})(?:\/.*)?$/,
    to: ([number]) => `https://www.sciencedirect.com/science/article/pii/${number}`,
  },
  {
    host: /^ncbi\.nlm\.nih\.gov$/,
    path: /^\/pubmed\/(\d+)$/,
    to: ([number]) => `https://pubmed.ncbi.nlm.nih.gov/${number}`,
  },
  {
    host: /^(?:pmc\.)?ncbi\.nlm\.nih\.gov$/,
    path: /^\/(?:pmc\/)?articles\/(PMC\d+)(?:\/.*)?$/i,
    to: ([number]) => `https://pmc.ncbi.nlm.nih.gov/articles/${number!.toUpperCase()}`,
  },
  {
    host: /^hal\.science$/,
    path: /^\/((?:hal|tel|inria|halshs)-\d+)(?:v\d+)?(?:\/.*)?$/,
    to: ([number]) => `https://hal.science/${number}`,
  },
  {
    host: /^dblp\.(?:org|uni-trier\.de)$/,
    path: /^\/rec\/((?:[\w-]+\/){2}[\w-]+)(?:\.html)?$/,
    to: ([key]) => `https://dblp.org/rec/${key}`,
  },
  {
    host: /^semanticscholar\.org$/,
    path: /^\/(?:paper|reader)\/(?:[^/]+\/)?([0-9a-f]{40})$/,
    to: ([id]) => `https://www.semanticscholar.org/paper/${id}`,
  },
  { host: /^archive\.org$/, path: /^\/details\/([^/]+)\/.+$/, to: ([id]) => `https://archive.org/details/${id}` },
  // Files of repositories.
  {
    host: /^raw\.githubusercontent\.com$/,
    path: new RegExp(`^\\/([^/]+)\\/([^/]+)\\/${ref}\\/(.+)$`),
    to: ([a, b, c, d]) => blob(a!, b!, c!, d!),
  },
  {
    host: /^(?:raw|rawcdn)\.githack\.com$/,
    path: new RegExp(`^\\/([^/]+)\\/([^/]+)\\/${ref}\\/(.+)$`),
    to: ([a, b, c, d]) => blob(a!, b!, c!, d!),
  },
  {
    host: /^cdn\.jsdelivr\.net$/,
    path: /^\/gh\/([^/]+)\/([^/@]+)@([^/]+)\/(.+)$/,
    to: ([a, b, c, d]) => blob(a!, b!, c!, d!),
  },
  {
    host: /^github\.com$/,
    path: new RegExp(`^\\/([^/]+)\\/([^/]+)\\/(?:blob|raw|blame|edit|commits|tree)\\/${ref}\\/(.+\\.\\w+)$`),
    to: ([a, b, c, d]) => blob(a!, b!, c!, d!),
  },
  {
    host: /^github\.com$/,
    path: /^\/([^/]+\/[^/]+)\/pull\/(\d+)\/(?:files|commits|checks).*$/,
    to: ([repo, id]) => `https://github.com/${repo}/pull/${id}`,
  },
  {
    host: /^github\.com$/,
    path: /^\/([^/]+\/[^/]+)$/,
    to: ([repo], url) => (url.searchParams.get("tab")?.endsWith("-ov-file") ? `https://github.com/${repo}` : null),
  },
  {
    host: /^gitlab\.com$/,
    path: /^\/(.+)\/-\/(?:raw|blame)\/(.+)$/,
    to: ([repo, rest]) => `https://gitlab.com/${repo}/-/blob/${rest}`,
  },
  {
    host: /^gist\.githubusercontent\.com$/,
    path: /^\/([^/]+\/[0-9a-f]{20,})\/raw.*$/,
    to: ([id]) => `https://gist.github.com/${id}`,
  },
  {
    // The id alone says which gist it is.
    host: /^gist\.github\.com$/,
    path: /^\/[^/]+\/([0-9a-f]{20,})$/,
    to: ([id]) => `https://gist.github.com/${id}`,
  },
  {
    host: /^ethereum\.github\.io$/,
    path: /^\/(?:EIPs|ERCs)\/((?:EIPS|ERCS)\/(?:eip|erc)-\d+)(?:\.html)?$/i,
    to: ([rest]) => `https://eips.ethereum.org/${rest}`,
  },
  {
    host: /^(?:eip\.tools|eipsinsight\.com)$/,
    path: /^\/(?:eips?|ercs?)\/(?:eip-|erc-)?(\d{1,6})$/i,
    to: ([number]) => `https://eips.ethereum.org/EIPS/eip-${number}`,
  },
  // Other front ends and forms that keep the page's id.
  { host: /^ethereum\.org$/, path: /^\/en(\/.*)?$/, to: ([rest]) => `https://ethereum.org${rest ?? "/"}` },
  { host: /^(?:v1\.)?snapshot\.(?:org|box)$/, to: (_, url) => proposal(url) },
  {
    host: /^[a-z0-9]{46,64}\.ipfs\.[a-z0-9.-]+$/,
    to: (_, url) => `https://ipfs.io/ipfs/${url.hostname.split(".")[0]}${url.pathname}`,
  },
  { host: /^(?:nitter|xcancel)\./, path: /^(\/[^/]+\/status\/\d+).*$/, to: ([rest]) => `https://x.com${rest}` },
  {
    host: /^(?:invidious|piped|yt)\.[\w.-]+$/,
    path: /^\/watch$/,
    to: (_, url) => (url.searchParams.has("v") ? `https://youtube.com/watch${url.search}` : null),
  },
  {
    host: /^youtube(?:-nocookie)?\.com$/,
    path: /^\/(?:v|e|watch)\/([\w-]+)$/,
    to: ([id], url) => `https://youtube.com/embed/${id}${url.search}`,
  },
  {
    host: /^(?:hackmd\.io|notes\.ethereum\.org)$/,
    path: /^(\/(?:@[^/]+\/)?[\w-]+)(?:\/(?:view|edit|both))?$/,
    to: ([note], url) =>
      /^\?(?:view|edit|both|type=\w+)?=?$/.test(url.search) ? `https://${url.hostname}${note}` : null,
  },
  {
    host: /^mirror\.xyz$/,
    path: /^\/(0x[0-9a-f]{40})(\/[\w-]+)?$/i,
    to: ([author, id = ""]) => `https://mirror.xyz/${author!.toLowerCase()}${id}`,
  },
  { host: /^player\.vimeo\.com$/, path: /^\/video\/(\d+)$/, to: ([id]) => `https://vimeo.com/${id}` },
  { host: /^dune\.com$/, path: /^\/embeds\/(\d+)(?:\/\d+)*$/, to: ([id]) => `https://dune.com/queries/${id}` },
  { host: /^redd\.it$/, path: /^\/(\w+)$/, to: ([id]) => `https://reddit.com/comments/${id}` },
  {
    host: /^reddit\.com$/,
    path: /^\/(?:(?:r|user)\/[^/]+\/)?comments\/(\w+)(?:\/[^/]*)?\/?$/,
    to: ([id]) => `https://reddit.com/comments/${id}`,
  },
  {
    host: /^(?:[\w-]+\.)*(?:stackexchange|stackoverflow|superuser|serverfault|askubuntu)\.com$/,
    path: /^\/(?:q|questions)\/(\d+)(?:\/.*)?$/,
    to: ([id], url) => `https://${url.hostname}/questions/${id}`,
  },
  {
    host: /^(?:[\w-]+\.)?medium\.com$/,
    path: /^\/(?:.*-|p\/)([0-9a-f]{10,12})$/,
    to: ([id]) => `https://medium.com/p/${id}`,
  },
  {
    host: /^open\.substack\.com$/,
    path: /^\/pub\/([^/]+)\/p\/([^/]+)$/,
    to: ([name, slug]) => `https://${name}.substack.com/p/${slug}`,
  },
  { host: /^t\.me$/, path: /^\/s\/(\w+\/\d+)$/, to: ([rest]) => `https://t.me/${rest}` },
  {
    host: /^openreview\.net$/,
    path: /^\/(?:pdf|attachment|forum)$/,
    to: (_, url) => idOf(url, "id", (id) => `https://openreview.net/forum?id=${id}`),
  },
  {
    host: /^(?:[\w-]+\.)?amazon\.[a-z.]+$/,
    path: /\/(?:dp|gp\/product|exec\/obidos\/ASIN)\/([A-Z0-9]{10})(?:\/.*)?$/,
    to: ([id], url) => `https://${url.hostname}/dp/${id}`,
  },
  { host: /^([a-z-]+)\.wikipedia\.org$/, path: /^\/w\/index\.php$/, to: (_, url) => wikiPage(url) },
  {
    host: /^wikiwand\.com$/,
    path: /^\/([a-z-]{2,12})\/(?:articles\/)?([^/]+)$/,
    to: ([language, title]) => `https://${language}.wikipedia.org/wiki/${title}`,
  },
  {
    host: /^docs\.google\.com$/,
    path: /^\/(document|presentation|forms|drawings)\/(?:u\/\d+\/)?d\/([\w-]+)(?:\/.*)?$/,
    to: ([kind, id]) => `https://docs.google.com/${kind}/d/${id}`,
  },
  {
    host: /^docs\.google\.com$/,
    path: /^\/spreadsheets\/(?:u\/\d+\/)?d\/([\w-]+)(?:\/.*)?$/,
    to: ([id], url) => sheet(id!, url),
  },
  {
    host: /^drive\.google\.com$/,
    path: /^\/file\/(?:u\/\d+\/)?d\/([\w-]+)(?:\/.*)?$/,
    to: ([id]) => `https://drive.google.com/file/d/${id}`,
  },
  {
    host: /^drive\.google\.com$/,
    path: /^\/(?:open|uc)$/,
    to: (_, url) => idOf(url, "id", (id) => `https://drive.google.com/file/d/${id}`),
  },
];

/** The address that a parameter holds; null when there is none. */
function addressIn(url: URL, ...names: string[]) {
  return names.map((name) => url.searchParams.get(name)).find((one) => /^https?:\/\//i.test(one ?? "")) ?? null;
}

/** Snapshot's new site has an "s:" before the space. */
function proposal(url: URL) {
  const [, space, id] = /^#\/(?:s:)?([\w.-]+\.\w+)\/proposal\/(\w{10,80})/.exec(url.hash) ?? [];
  return space ? `https://snapshot.box/#/s:${space}/proposal/${id}` : null;
}

function idOf(url: URL, name: string, address: (id: string) => string) {
  const id = url.searchParams.get(name);
  return id && /^[\w-]{1,100}$/.test(id) ? address(id) : null;
}

/** The page that an address of Wikipedia's own program names; an old version of it is another page. */
function wikiPage(url: URL) {
  const title = url.searchParams.get("title");
  const isOther = url.searchParams.has("oldid") || url.searchParams.has("diff") || url.searchParams.has("curid");
  return title && !isOther
    ? `https://${url.hostname}/wiki/${encodeURIComponent(title.replaceAll(" ", "_")).replaceAll("%2F", "/").replaceAll("%3A", ":")}`
    : null;
}

/** Each sheet of a spreadsheet is a page. */
function sheet(id: string, url: URL) {
  const gid = /[#&?]gid=(\d+)/.exec(url.hash)?.[1] ?? url.searchParams.get("gid");
  return `https://docs.google.com/spreadsheets/d/${id}${gid && /^\d+$/.test(gid) ? `?gid=${gid}` : ""}`;
}

const deepest = 3;

/** The address by which a page is known, given the host without `www.` and the like; the same address when it is no other's. */
export function samePage(url: URL, hostOf: (hostname: string) => string, depth = 0): URL {
  const host = hostOf(url.hostname);
  for (const { host: ofHost, path, to } of rules) {
    if (!ofHost.test(host)) continue;
    const found = path ? path.exec(url.pathname.replace(/(?<=.)\/+$/, "")) : [""];
    const address = found && to(found.slice(1), url);
    const next = address && URL.canParse(address) ? new URL(address) : null;
    if (next && next.href !== url.href && depth < deepest) return samePage(next, hostOf, depth + 1);
    if (next) return next;
  }
  const plain = withoutAmp(url);
  if (plain.href !== url.href && depth < deepest) return samePage(plain, hostOf, depth + 1);
  const other = Object.hasOwn(mirrors, host)
    ? mirrors[host]
    : host.endsWith(".eth.link")
      ? host.replace(/link$/, "limo")
      : undefined;
  if (!other || depth >= deepest) return url;
  const moved = new URL(url);
  moved.hostname = other;
  return samePage(moved, hostOf, depth + 1);
}

/** Newspapers write AMP at either end of the path, before its ending, or as a parameter. */
function withoutAmp(given: URL): URL {
  const url = new URL(given);
  const path = url.pathname
    .replace(/(?<=\/[^/]+)\/amp\/?$/i, "")
    .replace(/^\/amp(?=\/[^/]+)/i, "")
    .replace(/\.amp(?=$|\.html?$)/i, "");
  if (path !== url.pathname) url.pathname = path;
  if (url.searchParams.get("outputType")?.toLowerCase() === "amp") url.searchParams.delete("outputType");
  return url;
}
