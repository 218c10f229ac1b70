import { showsNothing, unrenderable } from "~/features/posts/posts";

/** What a refused post is told, where it is shown, and with which status. */
export const refusalWords = {
  "no-such-thread": {
    field: "",
    status: 404,
    words: "This thread is not there any more. Copy your text before you leave.",
  },
  "thread-locked": {
    field: "",
    status: 409,
    words: "This thread is locked: it takes no more replies. Your text is still here.",
  },
  "no-such-parent": {
    field: "",
    status: 409,
    words: "The post you answer is not there any more. Send again to answer the thread instead.",
  },
  "text-not-renderable": {
    field: "body",
    status: 422,
    words: unrenderable,
  },
  "text-shows-nothing": {
    field: "body",
    status: 422,
    words: showsNothing,
  },
} as const;
