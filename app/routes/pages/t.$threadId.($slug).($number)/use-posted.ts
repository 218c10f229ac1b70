import { useNavigation } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";

/** A post that the page's form has just made, with the fields that it was sent with. */
export type Posted = { postId: number; fields: Record<string, string[]> };

/**
 * The post made last on this page, once the page shows it; null before, and after `forget`. `onPosted` runs once for each.
 */
export function usePosted(onPosted: (posted: Posted) => void): { posted: Posted | null; forget(): void } {
  const navigation = useNavigation();
  const [posted, setPosted] = useState<Posted | null>(null);
  const made = useRef<Posted | null>(null);
  const latest = useRef(onPosted);
  useEffect(() => {
    latest.current = onPosted;
  });

  useEffect(() => {
    const { state, formData, location } = navigation;
    const postId = Number(/^\/p\/(\d+)$/.exec(location?.pathname ?? "")?.[1]);
    if (state === "loading" && postId > 0 && formData?.has("body")) {
      made.current = { postId, fields: fieldsIn(formData) };
    } else if (state === "idle" && made.current) {
      setPosted(made.current);
      latest.current(made.current);
      made.current = null;
    }
  }, [navigation]);

  return { posted, forget: () => setPosted(null) };
}

/**
 * Gives a post's fields back to the form once the page comes without the post, which has another `formKey` then. Answers a
 * function that takes the post whose fields are wanted.
 */
export function useFieldsBack(formKey: string | null, giveBack: (fields: Posted["fields"]) => void) {
  const wanted = useRef<Posted | null>(null);
  const latest = useRef(giveBack);
  useEffect(() => {
    latest.current = giveBack;
  });
  const before = useRef(formKey);
  useEffect(() => {
    if (before.current === formKey) return;
    before.current = formKey;
    if (wanted.current) latest.current(wanted.current.fields);
    wanted.current = null;
  }, [formKey]);
  return (posted: Posted) => void (wanted.current = posted);
}

/** A form's texts by the names of their fields. */
export function fieldsIn(form: FormData): Posted["fields"] {
  const names = [...new Set(form.keys())];
  return Object.fromEntries(names.map((name) => [name, form.getAll(name).map(String)]));
}
