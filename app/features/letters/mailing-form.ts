import { z } from "zod";

const onOrOff = z.enum(["on", "off"]);

/** The part of the form of `/settings/notifications` that is about mail. */
export const MailingForm = z.object({ notices: onOrOff, digest: onOrOff });
