/** A thread's topic among live ones: `thread:42`. */
const beginning = "thread:";

export const threadTopic = (thread: { id: number | string }) => `${beginning}${thread.id}`;

export const isThreadTopic = (topic: string) => topic.startsWith(beginning);

/** The thread's id as it stands in such a topic. */
export const threadInTopic = (topic: string) => topic.slice(beginning.length);

/** The topic of posts in all threads, for open lists of them. */
export const threadsTopic = "threads";
