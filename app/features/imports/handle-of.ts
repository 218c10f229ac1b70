/** What a member of another forum is called here. */
import { isReservedName } from "~/features/auth/auth";

const longest = 30;

/** The nearest handle: dots become "-", letters that handles don't have are left out. Never one that is reserved. */
export function handleOf(username: string): string {
  const plain = username
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, "-")
    .slice(0, longest)
    .replaceAll(/^-+|[-_]+$/g, "");
  if (plain.length < 2) return withNumber("member", 1);
  return isReservedName(plain) ? withNumber(plain, 2) : plain;
}

/** "ada-2": a handle for the next one who wants a handle that is taken. */
export const withNumber = (handle: string, number: number): string => {
  const end = `-${number}`;
  return handle.slice(0, longest - end.length).replaceAll(/[-_]+$/g, "") + end;
};
