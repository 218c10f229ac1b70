import { useNavigation } from "@remix-run/react";
import { useRef } from "react";
import { useHeldSubmit } from "~/ui/use-held-submit";
import { useDraft } from "./use-draft";

type Given = {
  memberId: number;
  place: string;
  /** The server's draft when the page was rendered. */
  stored: { version: number; updatedAt: string } | null;
  /** Whether the redirect after a successful form leads to this path. */
  isSuccessPath(pathname: string): boolean;
};

/** A form whose text is kept while it is written: its element, its draft, and whether it is on its way. */
export function useWritingForm({ isSuccessPath, ...given }: Given) {
  const form = useRef<HTMLFormElement>(null);
  const navigation = useNavigation();
  const isSending = navigation.state !== "idle" && navigation.formMethod === "POST";
  const isPosted = navigation.state === "loading" && isSending && isSuccessPath(navigation.location.pathname);
  const draft = useDraft({ form, ...given, isSending, isPosted });
  // A save that arrives after the post would bring back a draft of what is posted.
  const isHeld = useHeldSubmit(form, draft.isSaving, draft.isSavingNow);
  return { form, draft, isSending: isSending || isHeld };
}
