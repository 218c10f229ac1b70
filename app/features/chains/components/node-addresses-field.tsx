import { TextField } from "~/ui/field";

type Given = { name: string; defaultValue: string; errors: string[] | undefined };

/** Where administrators type the addresses of a chain's nodes. */
export const NodeAddressesField = (given: Given) => (
  <TextField
    {...given}
    label="Addresses of its nodes (optional)"
    rows={4}
    spellCheck={false}
    autoCapitalize="none"
    autoComplete="off"
    help="Up to eight public addresses that begin with https://, one per line. Only administrators see them: they may hold a key."
  />
);
