import { z } from "zod";
import { fieldsOf, readPlace } from "~/features/drafts/drafts";
import { deleteDraft, findDraft, listDrafts, saveDraft } from "~/features/drafts/drafts.server";
import { markdownOfUpload, sentenceOfRefusal, statusOfRefusal, waitOfRefusal } from "~/features/uploads/uploads";
import { listUploadsOf, receiveUpload } from "~/features/uploads/uploads.server";
import { paths } from "~/paths";
import { ApiRefusal, found, withKey } from "../operation";
import { Address, pageOf, Time } from "../shapes";
import { at } from "../to-json";

const fields = z.record(z.string().max(60), z.array(z.string()));
const Draft = z
  .strictObject({
    place: z.string().meta({ description: "`new`, `thread:42` for a reply or `edit:7` for an edit of a post." }),
    fields: fields.meta({ description: "The form's fields by name, each a list of texts: `title`, `body`, `tags` …" }),
    version: z.int(),
    updatedAt: Time,
  })
  .meta({ id: "Draft" });
const inPlace = z.object({
  place: z
    .string()
    .regex(/^(?:new|(?:thread|edit):[1-9][0-9]{0,9})$/)
    .meta({ examples: ["new"] }),
});

const Upload = z
  .strictObject({
    hash: z.string(),
    url: Address,
    width: z.int(),
    height: z.int(),
    alt: z.string(),
    markdown: z.string().meta({ description: "How a text shows it." }),
  })
  .meta({ id: "Upload" });

const uploadJson = ({ hash, width, height, alt }: { hash: string; width: number; height: number; alt: string }) => ({
  hash,
  url: at(paths.upload({ hash })),
  width,
  height,
  alt,
  markdown: markdownOfUpload({ hash, alt }),
});

/** The place of a draft; 404 for a word that is none. */
function placeIn({ place }: { place: string }) {
  if (!readPlace(place)) throw new ApiRefusal(404, "A draft’s place is `new`, `thread:42` or `edit:7`.");
  return place;
}

export const ownOperations = [
  withKey({
    id: "listDrafts",
    method: "GET",
    path: "/drafts",
    chapter: "Drafts",
    says: "One's own drafts, the last changed first.",
    scope: "drafts",
    answer: pageOf(Draft),
    run: async ({ caller }) => ({ items: await listDrafts(caller.member.id), next: null }),
  }),
  withKey({
    id: "readDraft",
    method: "GET",
    path: "/drafts/{place}",
    chapter: "Drafts",
    says: "One's own draft for a place.",
    scope: "drafts",
    params: inPlace,
    answer: Draft,
    run: async ({ params, caller }) => found(await findDraft(caller.member.id, placeIn(params)), "draft"),
  }),
  withKey({
    id: "saveDraft",
    method: "PUT",
    path: "/drafts/{place}",
    chapter: "Drafts",
    says: "Saves a draft over the version that it began from, 0 for none. 409 holds the draft that another device saved.",
    scope: "drafts",
    params: inPlace,
    body: z.object({ fields, version: z.int().min(0).max(1_000_000_000) }),
    answer: z.strictObject({ version: z.int(), updatedAt: Time }),
    async run({ params, body, caller }) {
      const place = placeIn(params);
      const { version } = body;
      const pairs = Object.entries(body.fields).flatMap(([name, values]) =>
        values.map((value) => [name, value] as [string, string]),
      );
      const saved = await saveDraft({ memberId: caller.member.id, place, fields: fieldsOf(pairs), version });
      if (saved.ok) return { version: saved.version, updatedAt: saved.updatedAt };
      if (saved.reason === "conflict")
        throw new ApiRefusal(409, "Another device saved this draft meanwhile.", {}, { theirs: saved.theirs });
      throw new ApiRefusal(
        422,
        saved.reason === "too-long"
          ? "A draft holds what a post holds: 64 KB."
          : "You have 200 drafts: throw some away first.",
      );
    },
  }),
  withKey({
    id: "deleteDraft",
    method: "DELETE",
    path: "/drafts/{place}",
    chapter: "Drafts",
    says: "Throws a draft away; also where there is none.",
    scope: "drafts",
    status: 204,
    params: inPlace,
    answer: z.undefined(),
    run: async ({ params, caller }) => void (await deleteDraft(caller.member.id, placeIn(params))),
  }),
  withKey({
    id: "listUploads",
    method: "GET",
    path: "/uploads",
    chapter: "Uploads",
    says: "One's own pictures, the newest first, fifty at a time.",
    scope: "uploads",
    query: z.object({ cursor: z.coerce.number().int().min(1).max(2_147_483_647).optional() }),
    answer: pageOf(Upload),
    async run({ query, caller }) {
      const { uploads, next } = await listUploadsOf(caller.member.id, { before: query.cursor ?? null, take: 50 });
      return { items: uploads.map(uploadJson), next: next === null ? null : String(next) };
    },
  }),
  withKey({
    id: "addUpload",
    method: "POST",
    path: "/uploads",
    chapter: "Uploads",
    says: "Adds a picture: a form (`multipart/form-data`) with the picture in `file` and its description in `alt`.",
    scope: "uploads",
    writes: true,
    takesForm: true,
    status: 201,
    answer: Upload,
    async run({ request, caller }) {
      const received = await receiveUpload(request, caller.member);
      if (received.ok) return uploadJson(received.upload);
      const { refusal } = received;
      const wait = waitOfRefusal(refusal);
      throw new ApiRefusal(
        statusOfRefusal(refusal) as 422,
        sentenceOfRefusal(refusal),
        wait === null ? {} : { "Retry-After": String(wait) },
      );
    },
  }),
];
