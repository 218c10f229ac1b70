import { useEffect, useRef, useState } from "react";

type Fetcher = { state: "idle" | "submitting" | "loading"; data?: { refusal: string | null } | undefined };

/**
 * A value that is shown as soon as it is chosen, and then sent. `choose` gets the value that was chosen before, even if nothing
 * has been drawn since. While one value is on its way the next one waits, so that they arrive in order; of those that wait only
 * the last is sent. After a refusal the `known` value is shown again.
 */
export function useChoice<Value>(known: Value, fetcher: Fetcher, send: (value: Value) => void) {
  const wanted = useRef<{ value: Value } | null>(null);
  const sent = useRef<{ choice: { value: Value }; answerBefore: Fetcher["data"]; hasLeft: boolean } | null>(null);
  const [shown, setShown] = useState<{ value: Value } | null>(null);

  const sendWanted = () => {
    if (!wanted.current) return;
    sent.current = { choice: wanted.current, answerBefore: fetcher.data, hasLeft: false };
    send(wanted.current.value);
  };
  const choose = (next: (before: Value) => Value) => {
    wanted.current = { value: next(wanted.current ? wanted.current.value : known) };
    setShown(wanted.current);
    if (!sent.current) sendWanted();
  };

  const sendNext = useRef(sendWanted);
  useEffect(() => {
    sendNext.current = sendWanted;
  });
  const { state, data } = fetcher;
  useEffect(() => {
    if (!sent.current) return;
    if (state !== "idle") sent.current.hasLeft = true;
    const isAnswered = sent.current.hasLeft || data !== sent.current.answerBefore;
    if (state !== "idle" || !isAnswered) return;
    const isLast = sent.current.choice === wanted.current || typeof data?.refusal === "string";
    sent.current = null;
    if (!isLast) return sendNext.current();
    wanted.current = null;
    setShown(null);
  }, [state, data]);
  return { value: shown ? shown.value : known, choose };
}
