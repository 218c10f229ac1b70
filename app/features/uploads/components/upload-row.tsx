import { paths } from "~/paths";
import { HtmlBody } from "~/ui/html-body";
import { Time } from "~/ui/time";
import { nameOfUpload, sizeInWords, type Upload } from "../upload";

type Shown = Upload & {
  id: number;
  alt: string;
  frames: number;
  createdAt: string;
  /** The line to paste, as a code block. */
  snippet: string;
  member: { handle: string; name: string };
};
type Props = { upload: Shown; isNew: boolean; mayRemove: boolean; mayModerate: boolean };

/** One upload in a list: the picture, its facts, the line to paste, and a button to remove it. */
export function UploadRow({ upload, isNew, mayRemove, mayModerate }: Props) {
  const { alt, width, height, frames, size } = upload;
  return (
    <li className="upload" id={`upload-${upload.id}`}>
      <a className="upload-picture" href={paths.upload(upload)}>
        <img
          src={paths.upload(upload)}
          alt={alt || "Picture without description"}
          width={width}
          height={height}
          loading="lazy"
        />
      </a>
      <div>
        {isNew && (
          <p className="upload-added" role="status">
            Added. Paste this line into a post to show it:
          </p>
        )}
        <p className={alt ? "upload-alt" : "upload-alt none-yet"} dir="auto">
          {alt || "No description"}
        </p>
        <p className="line-note">
          <a href={paths.upload(upload)}>{nameOfUpload(upload)}</a>
          {` · ${width} × ${height}${frames > 1 ? `, ${frames} frames` : ""} · ${sizeInWords(size)} · `}
          <Time at={upload.createdAt} />
          {mayModerate && (
            <>
              {" · "}
              <a href={paths.member(upload.member)}>{upload.member.name}</a>
            </>
          )}
        </p>
        <HtmlBody id={`upload-${upload.id}`} className="prose" html={upload.snippet} />
        {mayRemove && (
          <details className="inline-details">
            <summary>Remove</summary>
            <form method="post" action={paths.upload(upload)}>
              <p>Posts that show it will say that it is not there.</p>
              <button className="button button-danger" name="intent" value="remove">
                Remove this picture
              </button>
            </form>
          </details>
        )}
        {mayModerate && (
          <p className="line-note">
            <a href={paths.moderate("remove_upload", upload.id)}>
              Remove<span className="visually-hidden">{` picture ${upload.id}`}</span>
            </a>
          </p>
        )}
      </div>
    </li>
  );
}
