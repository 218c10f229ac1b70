/** A connection whose answer is overdue is dropped, whatever the moment, and one that is only slow is not. */
import { expect, test } from "vitest";
import { boundedBy } from "~/platform/bounded-connection.server";
import { databaseFault } from "~/platform/database-faults";
import { DatabaseProxy } from "../support/database-proxy";
import { useDatabase } from "../support/database";

const database = useDatabase();

test("fault 3: every statement that gets no answer ends, also the first, the later and those that wait behind it", async () => {
  const network = new DatabaseProxy(database.url);
  await network.open();
  const Connection = boundedBy({ answer: 60 });
  const faults: unknown[] = [];
  for (let before = 0; before < 6; before++) {
    const client = new Connection({ connectionString: network.url });
    await client.connect();
    for (let query = 0; query < before; query++) await client.query("select 1");
    network.hang();
    const answers = await Promise.allSettled([client.query("select 1"), client.query("select 2")]);
    network.flow();
    faults.push(...answers.map((answer) => (answer.status === "rejected" ? databaseFault(answer.reason) : "answered")));
  }
  await network.cut();
  expect(faults).toEqual(Array.from({ length: 12 }, () => "away"));
});

test("statements one after the other have a deadline each", async () => {
  const Connection = boundedBy({ answer: 2_000 });
  const client = new Connection({ connectionString: database.url });
  await client.connect();
  const asked = Array.from({ length: 4 }, () => client.query("select pg_sleep(0.6)"));
  await Promise.all(asked);
  // A statement that is refused before it is sent takes no time from the next one.
  await expect(client.query("select $1::int", [Symbol("no value")])).rejects.toThrow();
  expect((await client.query("select 3 as n")).rows).toEqual([{ n: 3 }]);
  await client.end();
});
