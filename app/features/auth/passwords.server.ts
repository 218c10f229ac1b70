import { Algorithm, hash, verify } from "@node-rs/argon2";

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
const options = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | undefined;

/** Keyboards write one letter in several ways ("é", or "e" with an accent): a password is the same in all of them. */
const inOneForm = (password: string) => password.normalize("NFKC");

export const hashPassword = (password: string): Promise<string> => hash(inOneForm(password), options);

/** How a password compares with a hash. "outdated": it is right, and the hash is to be made again. */
export type Compared = "wrong" | "right" | "outdated";

const parameters = `m=${options.memoryCost},t=${options.timeCost},p=${options.parallelism}`;

/**
 * Compares a password with a hash. Without a hash it takes equally long and is wrong, so that timing reveals nothing.
 * Hashes of earlier releases were made of the password as it was typed, so that is tried where it differs.
 */
export async function comparePassword(passwordHash: string | null, password: string): Promise<Compared> {
  decoy ??= hashPassword("nobody has this password");
  const against = passwordHash ?? (await decoy);
  const normalised = inOneForm(password);
  const isRight = await verify(against, normalised);
  const isRightAsTyped = password !== normalised && (await verify(against, password));
  if (passwordHash === null || (!isRight && !isRightAsTyped)) return "wrong";
  return isRight && passwordHash.startsWith("$argon2id$") && passwordHash.includes(`$${parameters}$`)
    ? "right"
    : "outdated";
}
