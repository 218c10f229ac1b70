import { uploadLimits } from "../uploads";
import type { PendingUpload } from "./use-uploads";

type Props = {
  list: PendingUpload[];
  onDescribe(upload: PendingUpload, words: string): void;
  onForget(id: number): void;
};

/** Uploads in progress: their progress, errors and previews. */
export function PendingUploads({ list, onDescribe, onForget }: Props) {
  if (list.length === 0) return null;
  return (
    <ul className="pending-uploads" aria-label="Pictures">
      {list.map((upload) => (
        <li key={upload.id}>
          <span className="pending-name">{upload.name || "Picture"}</span>
          {upload.refusal ? (
            <span className="signal" role="alert">
              {upload.refusal}
            </span>
          ) : upload.markdown ? (
            <label>
              What it shows, for those who can’t see it
              <input
                type="text"
                maxLength={uploadLimits.altLength}
                onChange={(event) => onDescribe(upload, event.target.value)}
              />
            </label>
          ) : (
            <progress
              value={upload.share}
              aria-label={`${upload.name || "Picture"}: ${upload.share < 1 ? "sending" : "being prepared"}`}
            />
          )}
          {(upload.refusal || upload.markdown) && (
            <button type="button" className="quiet" onClick={() => onForget(upload.id)}>
              Done<span className="visually-hidden"> with {upload.name || "picture"}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
