export { MailingForm } from "./mailing-form";
