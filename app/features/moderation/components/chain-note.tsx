import { paths } from "~/paths";

/** What the chain of the log proves, to whom, and how to check it. */
export function ChainNote({ newest }: { newest: { place: number; hash: string } | null }) {
  return (
    <section className="log-chain" aria-labelledby="log-chain">
      <h2 id="log-chain">Checking this log</h2>
      <p>
        Entries are chained by hash: each hash covers its entry and the hash before it, so an entry that is removed or
        changed later breaks all that follow. This proves a removal only to those who kept a hash from before: keep the
        newest one, and look for it in the chain later. The feed carries it too.
      </p>
      {newest ? (
        <p>
          Newest hash, of entry {newest.place} in the chain: <code className="log-hash">{newest.hash}</code>
        </p>
      ) : (
        <p>The chain has no entry yet. Entries from before it began have no hash.</p>
      )}
      <p>
        <a href={paths.logChain()}>The chain as JSON</a> has every field that is hashed. A hash is sha256 of the hash
        before (64 zeros at first), id, time, kind, actor, targets, reason hash and detail hash, each on a line of its
        own. A reason hash is sha256 of its salt and the reason; a reason with personal data in it can be erased
        together with its salt, and the chain still holds. With a copy of the program,{" "}
        <code>npm run verify-log -- {"ADDRESS"}</code> checks all of it from your machine.
      </p>
    </section>
  );
}
