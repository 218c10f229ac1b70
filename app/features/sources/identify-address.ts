import { originalOf } from "./archived-copy";
import { canonicalAddress, isPublicHost, tidyHost } from "./canonical-address";
import { doiInAddress } from "./doi-in-address";
import { arxiv, decode, doi, eip, explorers, iacr, ownPost, transaction } from "./identifiers";
import type { Identity } from "./identity";
import { samePage } from "./same-page";

/** Identifies a web address: an identifier given by its site, or the normalized address. */
export function identifyAddress(address: string, ownOrigin: string): Identity | null {
  const archived = originalOf(address);
  if (archived) {
    const original = originalOf(archived) ? null : identifyAddress(archived, ownOrigin);
    return original && { ...original, archivedUrl: address };
  }

  const url = parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  if (ownOrigin && url.origin === ownOrigin) return postAt(url, ownOrigin);
  if (!isPublicHost(url.hostname)) return null;
  const page = samePage(url, tidyHost);
  if (!isPublicHost(page.hostname)) return null;
  const identity = bySite(page) ?? canonicalAddress(page);
  if (identity?.scheme !== "url" || page.href === url.href) return identity;
  // Readers get the address that was typed, as long as it isn't an AMP form or a page that leads on.
  const typed = canonicalAddress(url);
  return typed && !isAmp(url, page) && !leadsOn(url, page) ? { ...typed, ...identity, url: typed.url } : identity;
}

const isAmp = (url: URL, page: URL) =>
  /\/amp(?:\/|$)|\.amp(?:\.|$)|[?&]outputType=amp/i.test(url.href) && !/\/amp(?:\/|$)/i.test(page.href);

/** Whether an address holds that of the page: "google.com/url?q=https://…". */
const leadsOn = (url: URL, page: URL) =>
  url.hostname !== page.hostname && decode(url.href.slice(url.origin.length)).includes(`//${page.hostname}`);

function parse(address: string) {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function postAt(url: URL, ownOrigin: string) {
  const id = /^\/p\/(\d+)(?:\/r\/\d+)?$/.exec(url.pathname)?.[1] ?? /^#p-(\d+)$/.exec(url.hash)?.[1];
  return id ? ownPost(id, ownOrigin) : null;
}

function bySite(url: URL): Identity | null {
  const host = tidyHost(url.hostname);
  const path = url.pathname.replace(/\/+$/, "");
  switch (host) {
    case "eips.ethereum.org":
    case "ercs.ethereum.org":
      return eipAt(/^\/(?:EIPS|ERCS)\/(?:eip|erc)-([1-9]\d{0,5})(?:\.html|\.md)?$/i.exec(path));
    case "github.com":
      return eipAt(
        /^\/ethereum\/(?:EIPs|ERCs)\/blob\/(?<ref>[^/]+)\/(?:EIPS|ERCS)\/(?:eip|erc)-([1-9]\d{0,5})\.md$/i.exec(path),
      );
    case "doi.org":
    case "dx.doi.org":
      return doi(decode(path.slice(1)).replace(/^doi:\s*/i, ""));
    case "arxiv.org":
    case "export.arxiv.org":
      return arxiv(/^\/(?:abs|pdf|html)\/(.+)$/.exec(path)?.[1] ?? "");
    case "eprint.iacr.org":
    case "ia.cr":
      return iacr(path.slice(1));
    case "twitter.com":
    case "mobile.twitter.com":
    case "x.com":
      return tweet(/^\/(?:i\/(?:web\/)?|[^/]+\/)status(?:es)?\/(\d{1,20})/.exec(path)?.[1]);
    case "youtu.be":
      return video(/^\/([\w-]+)$/.exec(path)?.[1], url);
    case "youtube.com":
    case "youtube-nocookie.com":
      return video(
        path === "/watch" ? (url.searchParams.get("v") ?? "") : /^\/(?:shorts|embed|live)\/([\w-]+)$/.exec(path)?.[1],
        url,
      );
    case "dune.com":
      return query(/^\/queries\/(\d{1,12})(?:\/\d{1,12})?$/.exec(path)?.[1]);
  }
  return doiInAddress(host, url) ?? explored(host, path) ?? (isDiscourse(host) ? topic(url, host, path) : null);
}

function eipAt(found: RegExpExecArray | null): Identity | null {
  if (!found) return null;
  const commit = /^[0-9a-f]{7,40}$/.exec(found.groups?.["ref"] ?? "")?.[0];
  return eip(found.at(-1)!, commit?.slice(0, 8));
}

function tweet(id: string | undefined): Identity | null {
  return id ? { scheme: "tweet", value: id, url: `https://x.com/i/web/status/${id}` } : null;
}

function video(id: string | undefined, url: URL): Identity | null {
  if (!id || !/^[\w-]{1,20}$/.test(id)) return null;
  const seconds = secondsOf(url.searchParams.get("t") ?? url.searchParams.get("start"));
  return {
    scheme: "youtube",
    value: id,
    url: `https://www.youtube.com/watch?v=${id}`,
    ...(seconds > 0 && { locator: `t. ${clock(seconds)}` }),
  };
}

/** "93", "93s" and "1m33s" are the same place. */
function secondsOf(text: string | null) {
  const [, hours = 0, minutes = 0, seconds = 0] =
    /^(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?$/.exec(text ?? "") ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function clock(seconds: number) {
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function query(id: string | undefined): Identity | null {
  return id ? { scheme: "dune", value: id, url: `https://dune.com/queries/${id}` } : null;
}

function explored(host: string, path: string) {
  const chain = Object.keys(explorers).find((slug) => explorers[slug] === host);
  const hash = /^\/tx\/(0x[0-9a-f]{64})$/i.exec(path)?.[1];
  return chain && hash ? transaction(`${hash}@${chain}`) : null;
}

const isDiscourse = (host: string) =>
  /^(?:ethresear\.ch|ethereum-magicians\.org|(?:forum|gov|governance|research|discuss|community)\..+)$/.test(host);

/** Topics are identified by number, because the words in their address change with the title. */
function topic(url: URL, host: string, path: string): Identity | null {
  const [, slug, id, post] =
    /^\/t\/(?:([^/]*[^/\d][^/]*|-)\/)?([1-9]\d{0,9})(?:\/([1-9]\d{0,6}))?(?:\.json|\/print)?$/.exec(path) ??
    /^\/raw\/()([1-9]\d{0,9})(?:\/([1-9]\d{0,6}))?$/.exec(path) ??
    [];
  if (!id) return null;
  return {
    scheme: "discourse",
    value: `${host}/t/${id}`,
    url: `https://${url.host}/t/${slug ? `${slug}/` : ""}${id}`,
    ...(post && { locator: `post ${post}` }),
  };
}
