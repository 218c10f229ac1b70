import { type RefObject, useEffect, useState } from "react";
import { maxBodyBytes } from "~/features/markdown/markdown";
import { bytesOf } from "~/features/posts/posts";
import { inThousands } from "~/ui/count";

type Props = {
  field: RefObject<HTMLTextAreaElement>;
  name: string;
  /** The limit in bytes, where a text may be longer than others. */
  most?: number;
};

/** The length of a text and its limit, with script; announced when little is left. */
export function ByteCount({ field, name, most = maxBodyBytes }: Props) {
  const [bytes, setBytes] = useState<number | null>(null);
  useEffect(() => {
    const element = field.current;
    const count = () => setBytes(element ? bytesOf(element.value) : null);
    count();
    element?.addEventListener("input", count);
    return () => element?.removeEventListener("input", count);
  }, [field]);

  const left = most - (bytes ?? 0);
  return (
    <p
      className={left < 0 ? "editor-length signal" : left < 4096 ? "editor-length near" : "editor-length"}
      id={`length-${name}`}
      aria-live={left < 4096 ? "polite" : "off"}
    >
      {bytes === null
        ? ""
        : left < 0
          ? `${inThousands(-left)} bytes too many`
          : `${inThousands(bytes)} of ${inThousands(most)} bytes`}
    </p>
  );
}
