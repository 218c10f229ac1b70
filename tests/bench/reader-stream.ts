import { type ClientRequest, get, type OutgoingHttpHeaders } from "node:http";

/** When each reader heard of each post, by number. */
export type Heard = Map<number, number[]>;

type Reader = { port: number; thread: { id: number }; headers: OutgoingHttpHeaders; localAddress?: string };

/** Opens a reader's stream of a thread, and notes when it hears of which post. */
export function openStream({ thread, headers, ...place }: Reader, heard: Heard): Promise<ClientRequest> {
  return new Promise((done, fail) => {
    const stream = get(
      {
        host: "127.0.0.1",
        path: `/live?topics=thread:${thread.id}`,
        headers: { Accept: "text/event-stream", ...headers },
        agent: false,
        ...place,
      },
      (response) => {
        if (response.statusCode !== 200) return fail(new Error(`A stream was answered with ${response.statusCode}.`));
        response.setEncoding("utf8");
        response.on("data", (text: string) => {
          for (const [, number] of text.matchAll(/^event: post\ndata: .*"number":(\d+)/gm)) {
            const at = heard.get(Number(number)) ?? [];
            heard.set(Number(number), at);
            at.push(performance.now());
          }
        });
        response.on("error", () => {});
        done(stream);
      },
    );
    stream.on("error", fail);
  });
}
