import { relationWords } from "~/features/posts/posts";
import { paths } from "~/paths";
import { counted } from "~/ui/count";
import type { NodeLine } from "../list-nodes.server";
import { type MapLine, type MapPost, type MapRest, square, type ThreadMap as Drawing } from "../map";
import { WholeThread } from "./thread-tree";

type ThreadRef = { id: number; slug: string };
type Props = { map: Drawing & { words: Record<number, NodeLine> }; thread: ThreadRef; branch: number | null };

/** Half the distance of the two strokes of a double line. */
const apart = 1.75;

/** Who answers whom, drawn, beside a list of the same posts in the same order. */
export function ThreadMap({ map, thread, branch }: Props) {
  return (
    <section className="map" aria-labelledby="map-title">
      <h2 id="map-title" className="visually-hidden">
        Map of the discussion
      </h2>
      <div className="map-head">
        <Legend />
        <p>Replies stand below what they answer, in the order of their numbers.</p>
        {branch !== null && <WholeThread thread={thread} branch={branch} view="map" />}
      </div>
      <div className="map-parts">
        <div className="map-drawing">
          <svg
            width={map.width}
            height={map.height}
            viewBox={`0 0 ${map.width} ${map.height}`}
            role="group"
            aria-label="Who answers whom. The list beside it has the same posts."
            data-map=""
          >
            {map.lines.map((line) => (
              <Line key={`${line.x1} ${line.y1} ${line.x2} ${line.y2}`} line={line} />
            ))}
            {map.squares.map((one) => (
              <Square key={`${one.x} ${one.y}`} square={one} thread={thread} words={map.words} isFirstBranch={branch} />
            ))}
          </svg>
        </div>
        <div className="map-side">
          <ol className="map-list" aria-label="Posts of the map">
            {map.squares.map((one) => (
              <li key={`${one.x} ${one.y}`} data-level={Math.min(one.level, 6)}>
                {one.kind === "post" ? (
                  <PostLine post={one} thread={thread} words={map.words[one.id]} />
                ) : (
                  <a href={restPath(thread, one, branch)}>{restWords(one)}</a>
                )}
              </li>
            ))}
          </ol>
        </div>
      </div>
    </section>
  );
}

function PostLine({ post, thread, words }: { post: MapPost; thread: ThreadRef; words: NodeLine | undefined }) {
  return (
    <>
      <span className="map-by">
        <a className="map-number" href={paths.postInThread(thread, post)} aria-label={`Post ${post.number}`}>
          {post.number}
        </a>{" "}
        {words ? <b>{words.authorName}</b> : <span>hidden or deleted</span>}
        {post.parent !== null && ` ${answersInWords(post)}`}
      </span>{" "}
      {words && <span dir="auto">{words.line}</span>}
    </>
  );
}

/** "rebuts 3", or "answers 3" where the author named no relation. */
const answersInWords = ({ relation, parent }: MapPost) => `${relation ? relationWords[relation] : "answers"} ${parent}`;

const restWords = ({ count, parent }: MapRest) => `${counted(count, "more post")} below post ${parent}`;

/** What is left out below a reply has a map of its own; what is left out below the first post of this map stands in the tree. */
const restPath = (thread: ThreadRef, { parent }: MapRest, branch: number | null) =>
  parent === (branch ?? 1)
    ? paths.branch(thread, { number: parent })
    : paths.threadView(thread, "map", { branch: parent });

type SquareProps = {
  square: MapPost | MapRest;
  thread: ThreadRef;
  words: Record<number, NodeLine>;
  isFirstBranch: number | null;
};

function Square({ square: one, thread, words, isFirstBranch }: SquareProps) {
  const isPost = one.kind === "post";
  const name = isPost
    ? `Post ${one.number}${words[one.id] ? ` by ${words[one.id]?.authorName}` : ", hidden or deleted"}${one.parent === null ? "" : `, ${answersInWords(one)}`}`
    : restWords(one);
  return (
    <a
      href={isPost ? paths.postInThread(thread, one) : restPath(thread, one, isFirstBranch)}
      aria-label={name}
      data-square={isPost ? one.number : undefined}
      data-parent={one.parent ?? undefined}
    >
      <title>{name}</title>
      <rect
        className={isPost ? (words[one.id] ? "map-square" : "map-square map-gone") : "map-square map-rest"}
        x={one.x + 0.5}
        y={one.y + 0.5}
        width={square - 1}
        height={square - 1}
        rx={2}
      />
      <text className="map-word" x={one.x + square / 2} y={one.y + 16} textAnchor="middle">
        {isPost ? one.number : `+${one.count > 99 ? "99" : one.count}`}
      </text>
    </a>
  );
}

function Line({ line: { kind, x1, y1, x2, y2 } }: { line: MapLine }) {
  if (kind !== "adds-data") return <line className={lineClass[kind]} x1={x1} y1={y1} x2={x2} y2={y2} />;
  const [dx, dy] = y1 === y2 ? [0, apart] : [apart, 0];
  return (
    <>
      <line className="map-line" x1={x1 - dx} y1={y1 - dy} x2={x2 - dx} y2={y2 - dy} />
      <line className="map-line" x1={x1 + dx} y1={y1 + dy} x2={x2 + dx} y2={y2 + dy} />
    </>
  );
}

const lineClass = {
  frame: "map-line map-faint",
  plain: "map-line map-faint",
  supports: "map-line",
  rebuts: "map-line map-thick",
  qualifies: "map-line map-dashed",
  asks: "map-line map-dotted",
} as const;

const legend = [
  ["supports", "supports"],
  ["rebuts", "rebuts"],
  ["qualifies", "qualifies"],
  ["asks", "asks"],
  ["adds-data", "adds data"],
  ["plain", "answers"],
] as const;

/** What the lines mean. */
function Legend() {
  return (
    <ul className="map-legend" aria-label="Lines of the map">
      {legend.map(([kind, word]) => (
        <li key={kind}>
          <svg width="28" height="12" viewBox="0 0 28 12" aria-hidden="true" focusable="false">
            <Line line={{ kind, x1: 0, y1: 6, x2: 28, y2: 6 }} />
          </svg>
          {word}
        </li>
      ))}
    </ul>
  );
}
