import { useRef, useState } from "react";
import { paths } from "~/paths";
import { addressIn, describedAs, withDescription } from "../picture-markdown";
import { readAnswer, type UploadAnswer } from "../upload-answer";
import { sizeInWords, uploadLimits } from "../uploads";

export type PendingUpload = {
  id: number;
  name: string;
  /** From 0 to 1; stays 1 while the server prepares the picture. */
  share: number;
  /** Its address once it is in the text. */
  address: string | null;
  refusal: string | null;
};

type Given = {
  /** Puts this line of markdown at the caret, in a paragraph of its own. */
  insert(placeholder: string): void;
  /** Replaces it wherever it stands by now; by "" it is taken out. */
  replace(before: string, after: string): void;
  /** The text as it stands. */
  read(): string;
};

/** The line that keeps a picture's place while it is on its way. */
const placeholderOf = (id: number, name: string) =>
  `![Uploading ${name.replaceAll(/[^\p{L}\p{N}. _-]/gu, "") || "a picture"} …](upload:${id})`;

/** Lines that an earlier page left behind. */
export const stalePlaceholders = /!\[Uploading [^\]\n]* …\]\(upload:\d+\)\n*/g;

/** Uploads pictures that are pasted, dropped or chosen, one after another with progress. Each keeps its place in the text. */
export function useUploads({ insert, replace, read }: Given) {
  const [list, setList] = useState<PendingUpload[]>([]);
  const count = useRef(0);
  const queue = useRef(Promise.resolve());
  /** What was typed of each picture; it may be typed before the picture has come. */
  const words = useRef(new Map<number, string>());

  const change = (id: number, by: Partial<PendingUpload>) =>
    setList((before) => before.map((upload) => (upload.id === id ? { ...upload, ...by } : upload)));

  const add = (files: File[]) => {
    for (const file of files) {
      const id = (count.current += 1);
      const placeholder = placeholderOf(id, file.name);
      insert(placeholder);
      setList((before) => [...before, { id, name: file.name, share: 0, address: null, refusal: null }]);
      queue.current = queue.current.then(async () => {
        const answer = await send(file, (share) => change(id, { share }));
        if (!answer.ok) {
          replace(placeholder, "");
          return change(id, { refusal: answer.words });
        }
        replace(placeholder, describedAs(answer.markdown, words.current.get(id) ?? ""));
        change(id, { share: 1, address: addressIn(answer.markdown) });
      });
    }
  };

  const describe = ({ id, address }: PendingUpload, typed: string) => {
    words.current.set(id, typed);
    const edit = address && withDescription(read(), address, typed);
    if (edit) replace(edit.before, edit.after);
  };

  const forget = (id: number) => setList((before) => before.filter((upload) => upload.id !== id));

  const isBusy = list.some(({ address, refusal }) => address === null && refusal === null);
  return { list, isBusy, add, describe, forget };
}

/** Sends one file and reports progress. XMLHttpRequest, because fetch reports none. */
function send(file: File, onShare: (share: number) => void): Promise<UploadAnswer> {
  if (file.size > uploadLimits.bytes)
    return Promise.resolve({
      ok: false,
      words: `This file has ${sizeInWords(file.size)}: a picture has at most ${sizeInWords(uploadLimits.bytes)}.`,
    });
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file);
    form.append("alt", "");
    request.open("POST", paths.uploads());
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0));
    request.addEventListener("load", () =>
      done(readAnswer(request.getResponseHeader("Content-Type"), request.responseText)),
    );
    request.addEventListener("error", () =>
      done({ ok: false, words: "No connection: this picture was not added. Add it again when it is back." }),
    );
    request.send(form);
  });
}
