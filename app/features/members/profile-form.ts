/** Schemas of the forms of one's profile. */
import { z } from "zod";
import { isReservedName, NewHandle } from "~/features/auth/auth";
import { oneLineText, optionalLine } from "~/platform/one-line-text";

export const profileLimits = { name: 60, bio: 2_000, link: 300 };

export const DisplayName = oneLineText({
  max: profileLimits.name,
  missing: "Write the name that stands beside your posts.",
  tooLong: `A name has at most ${profileLimits.name} characters.`,
});

const notTheSites = (name: string) => !isReservedName(name);

export const ProfileForm = z.object({
  name: DisplayName.refine(notTheSites, "That name would be taken for the site’s own. Choose another."),
  bio: z
    .string()
    .optional()
    .transform((text) => (text ?? "").replaceAll("\r\n", "\n").trim())
    .refine((text) => text.length <= profileLimits.bio, `A bio has at most ${profileLimits.bio} characters.`),
  link: optionalLine({
    max: profileLimits.link,
    tooLong: `A link has at most ${profileLimits.link} characters.`,
  }).refine(
    (link) => link === "" || (/^https?:\/\//i.test(link) && URL.canParse(link) && !new URL(link).username),
    "Write a whole address, such as https://example.org/me.",
  ),
});

export const HandleForm = z.object({ handle: NewHandle });
