import { useRef } from "react";
import { paths } from "~/paths";
import { useClosing } from "~/ui/use-closing";
import { type Level, levels, levelWords } from "../follow";

type Props = {
  thread: { id: number; title: string };
  level: Level;
  /** The page that the form stands on. */
  back: string;
};

/** How closely the member follows a thread, and the other levels with what they mean. Escape and a click elsewhere close them. */
export function FollowThread({ thread, level, back }: Props) {
  const fold = useRef<HTMLDetailsElement>(null);
  useClosing(fold);
  return (
    <details className="follow-level" ref={fold}>
      <summary>
        {levelWords[level].name}
        <span className="visually-hidden">: {thread.title}</span>
      </summary>
      <form method="post" action={paths.followThread(thread)} aria-label={`How closely you follow “${thread.title}”`}>
        <input type="hidden" name="back" value={back} />
        {levels.map((one) => (
          <button key={one} name="level" value={one} aria-pressed={one === level}>
            {levelWords[one].name}
            <span className="follow-meaning">{levelWords[one].meaning}</span>
          </button>
        ))}
      </form>
    </details>
  );
}
