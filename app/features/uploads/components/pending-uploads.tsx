import type { KeyboardEvent } from "react";
import { isComposed } from "~/ui/combobox";
import { uploadLimits } from "../uploads";
import type { PendingUpload } from "./use-uploads";

type Props = {
  list: PendingUpload[];
  onDescribe(upload: PendingUpload, words: string): void;
  onForget(id: number): void;
  /** The author goes back to the text. */
  onLeave(): void;
};

/** Pictures that were added to the text: each with a field for its description, its progress, or why it was refused. */
export function PendingUploads({ list, onDescribe, onForget, onLeave }: Props) {
  return (
    <>
      {list.length > 0 && (
        <ul className="pending-uploads" aria-label="Pictures">
          {list.map((upload) => (
            <li key={upload.id}>
              <span className="pending-name">{upload.name || "Picture"}</span>
              {upload.refusal ? (
                <span className="signal" role="alert">
                  {upload.refusal}
                </span>
              ) : (
                <Description upload={upload} onDescribe={onDescribe} onLeave={onLeave} />
              )}
              {upload.refusal || upload.address ? (
                <button
                  type="button"
                  className="quiet"
                  onClick={() => {
                    onForget(upload.id);
                    onLeave();
                  }}
                >
                  Done<span className="visually-hidden"> with {upload.name || "picture"}</span>
                </button>
              ) : (
                <progress
                  value={upload.share}
                  aria-label={`${upload.name || "Picture"}: ${upload.share < 1 ? "sending" : "being prepared"}`}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <p className="visually-hidden" role="status">
        {arrivedInWords(list)}
      </p>
    </>
  );
}

function Description({
  upload,
  onDescribe,
  onLeave,
}: { upload: PendingUpload } & Pick<Props, "onDescribe" | "onLeave">) {
  /** Enter and Escape lead back to the text, and neither send the form nor fold it; Ctrl Enter sends it as in the text. */
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposed(event.nativeEvent) || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
    else onLeave();
  };
  return (
    <label>
      What it shows, for those who can’t see it
      <input
        type="text"
        maxLength={uploadLimits.altLength}
        onChange={(event) => onDescribe(upload, event.target.value)}
        onKeyDown={onKeyDown}
      />
    </label>
  );
}

/** What screen readers say once a picture stands in the text. */
function arrivedInWords(list: PendingUpload[]) {
  const last = list.findLast(({ address }) => address !== null);
  return last ? `${last.name || "The picture"} is in the text. The field for its description is before the text.` : "";
}
