import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CitationTexts } from "~/features/sources/components/citation-texts";
import { ExportLinks } from "~/features/sources/components/export-links";
import { type ExportFormat, exportReferences } from "~/features/sources/sources";
import { paths } from "~/paths";
import { findPostReference } from "../files/exports/post-reference.server";
import { privateMeta } from "~/ui/page-meta";

/** How to cite a post of ours, pinned to what it said. */
export async function loader(given: LoaderFunctionArgs) {
  const { post, number, reference } = await findPostReference(given);
  const text = (format: ExportFormat, style?: "apa" | "chicago") =>
    exportReferences([reference], format, style).text.trim();
  return json({
    post: { id: post.id, number: post.number, thread: post.thread },
    revision: number,
    latest: post.revision,
    address: reference.csl.URL ?? "",
    texts: { APA: text("txt", "apa"), Chicago: text("txt", "chicago"), BibTeX: text("bib") },
  });
}

export default function CitePost() {
  const { post, revision, latest, address, texts } = useLoaderData<typeof loader>();
  return (
    <article className="cite-page">
      <h1>Cite this post</h1>
      <p className="form-context">
        <a href={paths.postInThread(post.thread, post)}>
          {post.thread.title}, post {post.number}
        </a>
        , as of revision {revision}
        {revision !== latest && ` of ${latest}`}: its address leads to what it said then, whatever is edited later.
      </p>
      <p>
        <a href={paths.postRevision(post, revision)}>{address}</a>
      </p>
      <CitationTexts texts={texts} />
      <ExportLinks what="As a file" hrefOf={(format) => paths.citePostFile(post, format, revision)} />
      <ExportLinks what="What it cites" hrefOf={(format) => paths.postSourcesFile(post, format)} />
      <p className="form-context">
        On this forum cite it as <code>{`[^post:${post.id}]`}</code>, or quote it.
      </p>
    </article>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  privateMeta(data ? `Cite post ${data.post.number}, ${data.post.thread.title}` : "Not found");
