import { useNavigation } from "@remix-run/react";
import { useRef } from "react";
import { useDraft } from "./use-draft";

type Given = {
  memberId: number;
  place: string;
  /** What the server has, as the page was made. */
  stored: { version: number; updatedAt: string } | null;
  /** Whether the way on from a form that was taken leads there. */
  isWayOn(pathname: string): boolean;
};

/** A form whose text is kept while it is written: its element, its draft, and whether it is on its way. */
export function useWritingForm({ isWayOn, ...given }: Given) {
  const form = useRef<HTMLFormElement>(null);
  const navigation = useNavigation();
  const isSending = navigation.state !== "idle" && navigation.formMethod === "POST";
  const isPosted = navigation.state === "loading" && isSending && isWayOn(navigation.location.pathname);
  const draft = useDraft({ form, ...given, isSending, isPosted });
  return { form, draft, isSending };
}
