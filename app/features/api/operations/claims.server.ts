import { z } from "zod";
import { claimFactors, contextOf, readClaimFilter, statuses } from "~/features/claims/claims";
import { claimToJson, findClaim, listClaims, listEvidence } from "~/features/claims/claims.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { ApiRefusal, found, reading } from "../operation";
import { Claim, idInPath, idInQuery, pageOf, WholeClaim } from "../shapes";
import { at, memberCard, postPlace, threadCard } from "../to-json";

const claimJson = (claim: Parameters<typeof claimToJson>[0]) => claimToJson(claim, env().publicOrigin);

export const claimOperations = [
  reading({
    id: "listClaims",
    method: "GET",
    path: "/claims",
    chapter: "Claims",
    says: "The newest claims, fifty at a time.",
    query: z.object({
      thread: idInQuery,
      chain: z.string().optional(),
      metric: z.string().optional(),
      tag: z.string().optional(),
      status: z.enum(statuses).optional(),
      factor: z.coerce
        .number()
        .min(1)
        .max(1e12)
        .optional()
        .meta({ description: `Off by at least this factor, such as ${claimFactors[0]}.` }),
      before: idInQuery.meta({ description: "The `next` of a page before." }),
    }),
    answer: pageOf(Claim),
    async run({ query }) {
      const { thread, before, ...rest } = query;
      const asked = Object.entries(rest).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)]],
      );
      const read = readClaimFilter(new URLSearchParams(asked as [string, string][]));
      if (!read.ok) throw new ApiRefusal(400, read.fault);
      const where = {
        ...read.filter,
        ...(thread !== undefined && { thread }),
        ...(before !== undefined && { before }),
      };
      const { claims, next } = await listClaims(where, null);
      return { items: claims.map(claimJson), next: next === null ? null : String(next) };
    },
  }),
  reading({
    id: "readClaim",
    method: "GET",
    path: "/claims/{claim}",
    chapter: "Claims",
    says: "One claim with its verdicts, their inputs, its history, and the evidence that readers brought.",
    params: z.object({ claim: idInPath("claim") }),
    answer: WholeClaim,
    async run({ params }) {
      const claim = found(await findClaim(params.claim, null), "claim");
      const evidence = await listEvidence(claim.id, null);
      return {
        ...claimJson(claim),
        context: contextOf(claim),
        checkedAt: claim.checkedAt,
        correctedAt: claim.correctedAt,
        takenAt: claim.takenAt,
        isReconstructed: claim.isReconstructed,
        contradicting: claim.others.map((other) => ({ id: other.id, url: at(paths.claim(other)), text: other.text })),
        same: claim.same.map((other) => ({
          id: other.id,
          url: at(paths.claim(other)),
          status: other.status,
          word: other.word,
          statedAt: other.statedAt,
          post: postPlace(other.post),
          thread: threadCard(other.thread),
          author: memberCard(other.author),
        })),
        evidence: evidence.map(({ by, ownAnswer: _, ...one }) => ({ ...one, by: memberCard(by) })),
        history: claim.history,
      };
    },
  }),
];
