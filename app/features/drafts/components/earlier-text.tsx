import { TextField } from "~/ui/field";

/** The text that the same form posted before. */
export function EarlierText({ text }: { text: string }) {
  return (
    <TextField
      name="earlier"
      label="What was posted"
      rows={6}
      readOnly
      defaultValue={text}
      help="It stands in the thread. It is not sent with the form."
    />
  );
}
