import type { PostStub, PostView } from "~/features/posts/posts";
import { gapInWords } from "~/features/threads/threads";

/** How long the thread was quiet before each of these posts, by number, where it was for 30 days or longer. */
export function gapsBefore(
  lines: (PostView | PostStub)[],
  /** When the post before them was written. */
  beforeAt: string | null,
): ReadonlyMap<number, string> {
  const gaps = new Map<number, string>();
  let earlier = beforeAt;
  for (const line of lines) {
    if (!("createdAt" in line)) continue;
    const words = earlier && gapInWords(earlier, line.createdAt);
    if (words) gaps.set(line.number, words);
    earlier = line.createdAt;
  }
  return gaps;
}

export function TimeGap({ words }: { words: string | undefined }) {
  return words ? <p className="time-gap">{words}</p> : null;
}
