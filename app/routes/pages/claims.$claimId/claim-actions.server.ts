/** What members do on a claim's page. Each answers with the page again, or with the form and why it was refused. */
import { json, redirect } from "@remix-run/node";
import type { Member } from "~/features/auth/auth";
import { countAttempt, limits, refusedText, waitInWords } from "~/features/auth/auth.server";
import { CorrectionForm, DisputeForm, RatingForm } from "~/features/claims/claims";
import { disputeClaim, rateDispute } from "~/features/claims/claims.server";
import { type Corrected, correctClaim } from "~/features/posts/posts.server";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { parseForm, refuse } from "~/platform/form.server";
import { enqueue } from "~/platform/jobs.server";
import { invariantResponse } from "~/platform/responses.server";

type Given = { id: number };

export async function rate(claim: Given, by: Member, fields: FormData) {
  const form = parseForm(fields, RatingForm);
  invariantResponse(form.ok, "Say whose evidence you mean, and yes or no.", { status: 422 });
  const wait = await countAttempt(limits.ratingByMember, by.id);
  invariantResponse(wait === 0, `You have rated a lot in a short time. Try again ${waitInWords(wait)}.`, {
    status: 429,
    headers: { "Retry-After": String(wait) },
  });
  const { evidence: disputerId, agrees } = form.value;
  const rated = await rateDispute({ claimId: claim.id, disputerId, by, agrees: agrees === "yes" });
  if (!rated.ok && rated.reason === "no-such-evidence")
    throw new Response("There is no such evidence against this claim.", { status: 404 });
  invariantResponse(rated.ok, "The claim’s author and whoever brought the evidence don’t rate it.", { status: 403 });
  return redirect(paths.claim(claim), 303);
}

const otherwise: Record<Exclude<Corrected, { ok: true }>["reason"], string> = {
  "not-allowed": "Only its author corrects a number, and only while the thread is open.",
  "not-found": "This number is written in a way that can’t be changed here: edit the post.",
  "edit-conflict": "The post was edited at this moment: look at it and correct the number again.",
  "text-not-renderable": "The post can’t be shown with these words.",
  "text-shows-nothing": "With these words the post would show nothing.",
};

export async function correct(claim: Given, by: Member, fields: FormData) {
  const form = parseForm(fields, CorrectionForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const wait = await countAttempt(limits.postByMember, by.id);
  const corrected: Corrected | null =
    wait > 0 ? null : await correctClaim({ by, claimId: claim.id, text: form.value.text });
  if (corrected?.ok) return redirect(paths.claim(claim), 303);
  if (corrected?.reason === "not-allowed")
    throw refusedText(fields, { status: 403, message: otherwise["not-allowed"] });
  const words = corrected
    ? otherwise[corrected.reason]
    : `You have edited a lot in a short time. Try again ${waitInWords(wait)}.`;
  return json(
    { reply: refuse(form.fields, { text: [words] }) },
    corrected ? { status: 409 } : { status: 429, headers: { "Retry-After": String(wait) } },
  );
}

export async function checkAgain(claim: Given & { thread: { id: number } }, by: Member) {
  const wait = await countAttempt(limits.checkByMember, by.id);
  invariantResponse(wait === 0, `You have asked for many checks in a short time. Try again ${waitInWords(wait)}.`, {
    status: 429,
    headers: { "Retry-After": String(wait) },
  });
  await enqueue(db, "claims.judge", { threadId: claim.thread.id });
  return redirect(paths.claim(claim), 303);
}

export async function addEvidence(claim: Given, by: Member, fields: FormData) {
  const form = parseForm(fields, DisputeForm);
  if (!form.ok) return json({ reply: form.reply }, { status: 422 });
  const wait = await countAttempt(limits.evidenceByMember, by.id);
  if (wait > 0) {
    const words = `You have given a lot of evidence in a short time. Try again ${waitInWords(wait)}; your text is still here.`;
    return json(
      { reply: refuse(form.fields, { "": [words] }) },
      { status: 429, headers: { "Retry-After": String(wait) } },
    );
  }
  const disputed = await disputeClaim(claim.id, by, form.value);
  if (!disputed.ok)
    throw refusedText(fields, {
      status: 403,
      message: "This claim is yours: say in your post where its number comes from.",
    });
  return redirect(paths.claim(claim), 303);
}
