import { json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CitationTexts } from "~/features/sources/components/citation-texts";
import { ExportLinks } from "~/features/sources/components/export-links";
import { type ExportFormat, exportReferences } from "~/features/sources/sources";
import { paths } from "~/paths";
import { counted } from "~/ui/count";
import { privateMeta } from "~/ui/page-meta";
import { findThreadReference } from "../files/exports/thread-reference.server";

/** How to cite a whole thread. */
export async function loader(given: LoaderFunctionArgs) {
  const { thread, reference } = await findThreadReference(given);
  if (given.params["slug"] !== thread.slug) throw redirect(paths.citeThread(thread), 301);
  const text = (format: ExportFormat, style?: "apa" | "chicago") =>
    exportReferences([reference], format, style).text.trim();
  return json({
    thread: { id: thread.id, slug: thread.slug, title: thread.title, postCount: thread.postCount },
    texts: { APA: text("txt", "apa"), Chicago: text("txt", "chicago"), BibTeX: text("bib") },
  });
}

export default function CiteThread() {
  const { thread, texts } = useLoaderData<typeof loader>();
  return (
    <article className="cite-page">
      <h1>Cite this thread</h1>
      <p className="form-context">
        <a href={paths.thread(thread)}>{thread.title}</a>, {counted(thread.postCount, "post")} so far. A thread goes on:
        to cite what one post says, use Cite below that post, which keeps its revision.
      </p>
      <CitationTexts texts={texts} />
      <ExportLinks what="As a file" hrefOf={(format) => paths.citeThreadFile(thread, format)} />
      <ExportLinks what="What it cites" hrefOf={(format) => paths.threadSourcesFile(thread, format)} />
      <p className="form-context">
        The whole discussion as text: <a href={paths.threadMarkdown(thread)}>markdown</a>, with its claims, sources and
        pinned values. On this forum write <code>{`#${thread.id}`}</code>.
      </p>
    </article>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  privateMeta(data ? `Cite “${data.thread.title}”` : "Not found");
