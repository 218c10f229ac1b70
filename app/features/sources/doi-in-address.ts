import { decode, doi } from "./identifiers";
import type { Identity } from "./identity";

/** Publishers and mirrors that write the DOI of a paper somewhere in its addresses. */
const publishers =
  /(?:^|\.)(?:acm\.org|springer\.com|springeropen\.com|biomedcentral\.com|wiley\.com|tandfonline\.com|sagepub\.com|science\.org|sciencemag\.org|pnas\.org|acs\.org|rsc\.org|annualreviews\.org|oup\.com|nature\.com|iop\.org|aip\.org|aps\.org|ams\.org|siam\.org|informs\.org|aeaweb\.org|frontiersin\.org|plos\.org|degruyter\.com|degruyterbrill\.com|worldscientific\.com|royalsocietypublishing\.org|emerald\.com|dagstuhl\.de|mit\.edu|mitpressjournals\.org|uchicago\.edu|cambridge\.org|ieee\.org|computer\.org|usenix\.org|biorxiv\.org|medrxiv\.org|thelancet\.com|cell\.com|bmj\.com|jamanetwork\.com|hindawi\.com|peerj\.com|liebertpub\.com|nowpublishers\.com|igi-global\.com|researchsquare\.com|preprints\.org|osf\.io|zenodo\.org|sciendo\.com|jstor\.org|scitepress\.org|europepmc\.org|scholar\.archive\.org|unpaywall\.org|oadoi\.org|sci-hub\.\w+)$/;

/** What follows a DOI in an address: views of the same paper. */
const view =
  /(?:\/(?:full|fulltext|full-html|full-text|pdf|epdf|pdfdirect|epub|html|abstract|abs|meta|references|figures|summary|text|asset|suppl|supplementary-material|cited-by|metrics|tables|issuetoc|xml|download))+$|\.(?:full|abstract|short)(?:\.pdf|-text|\+html)?$|\.(?:pdf|epub|html?)$/i;

/** The DOI in a path such as `dl.acm.org/doi/pdf/10.1145/…`, whatever stands before and behind it. */
export function doiInAddress(host: string, url: URL): Identity | null {
  const path = url.pathname.replace(/\/+$/, "");
  const named =
    /\/doi(?:\/[a-z]+)?\/(10\.\d{4,9}\/.+)$/i.exec(path)?.[1] ??
    (publishers.test(host) ? /\/(10\.\d{4,9}(?:\/|%2f).+)$/i.exec(path)?.[1] : undefined) ??
    (publishers.test(host) ? inQuery(url) : undefined) ??
    byNumber(host, path, url);
  const text = named && withoutView(decode(named), host);
  // Oxford's journals write a number of their own behind it.
  return text ? doi(host.endsWith("oup.com") ? text.replace(/(?<=^10\.\d+\/.+\/.+)\/\d{4,}$/, "") : text) : null;
}

function inQuery(url: URL): string | undefined {
  const values = ["id", "doi", "DOI"].map((name) => url.searchParams.get(name) ?? "");
  return values.find((value) => /^10\.\d{4,9}\/\S+$/.test(value));
}

/** Registries whose numbers make the DOI. */
function byNumber(host: string, path: string, url: URL): string | undefined {
  if (host === "api.crossref.org") return /^\/works\/(10\.\d{4,9}(?:\/|%2f).+)$/i.exec(path)?.[1];
  // A library's proxy, which writes the host with hyphens: "doi-org.proxy.example.edu".
  if (/^(?:dx-)?doi-org\./.test(host)) return /^\/(10\.\d{4,9}\/.+)$/.exec(path)?.[1];
  if (host === "dl.acm.org" && /^\/(?:citation|ft_gateway)\.cfm$/.test(path))
    return /^\d{4,9}\.\d{4,9}$/.exec(url.searchParams.get("doid") ?? "")?.[0].replace(/^/, "10.1145/");
  if (host === "nature.com") return /^\/articles\/([a-z]\d[\w.-]+)$/i.exec(path)?.[1]?.replace(/^/, "10.1038/");
  if (host === "zenodo.org")
    return /^\/(?:records?|deposit)\/(\d+)(?:\/.*)?$/.exec(path)?.[1]?.replace(/^/, "10.5281/zenodo.");
  if (host !== "papers.ssrn.com" && host !== "ssrn.com") return undefined;
  const number = /^\d{4,9}$/.exec(url.searchParams.get("abstract_id") ?? url.searchParams.get("abstractid") ?? "")?.[0];
  return (number ?? /^\/abstract=(\d{4,9})$/.exec(path)?.[1])?.replace(/^/, "10.2139/ssrn.");
}

function withoutView(text: string, host: string): string {
  const bare = text.replace(view, "");
  return /(?:bio|med)rxiv\.org$/.test(host) ? bare.replace(/v\d+(?:\.full.*)?$/, "") : bare;
}
