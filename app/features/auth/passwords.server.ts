import { Algorithm, hash, verify } from "@node-rs/argon2";

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
const options = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | undefined;

/** Keyboards write one letter in several ways ("é", or "e" with an accent): a password is the same in all of them. */
const inOneForm = (password: string) => password.normalize("NFKC");

export const hashPassword = (password: string): Promise<string> => hash(inOneForm(password), options);

/**
 * Verifies a password. Without a hash it takes equally long and returns false, so that timing reveals nothing. Hashes of
 * earlier releases were made of the password as it was typed, so that is tried where it differs.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("nobody has this password");
  const against = passwordHash ?? (await decoy);
  let matches = false;
  for (const form of new Set([inOneForm(password), password])) matches = (await verify(against, form)) || matches;
  return matches && passwordHash !== null;
}
