import { useNavigation } from "@remix-run/react";
import { useRef } from "react";
import { useDraft } from "./use-draft";

type Given = {
  memberId: number;
  place: string;
  /** The server's draft when the page was rendered. */
  stored: { version: number; updatedAt: string } | null;
  /** Whether the redirect after a successful form leads to this path. */
  isWayOn(pathname: string): boolean;
};

/** A form with autosave: its element, its draft, and whether it is being sent. */
export function useWritingForm({ isWayOn, ...given }: Given) {
  const form = useRef<HTMLFormElement>(null);
  const navigation = useNavigation();
  const isSending = navigation.state !== "idle" && navigation.formMethod === "POST";
  const isPosted = navigation.state === "loading" && isSending && isWayOn(navigation.location.pathname);
  const draft = useDraft({ form, ...given, isSending, isPosted });
  return { form, draft, isSending };
}
