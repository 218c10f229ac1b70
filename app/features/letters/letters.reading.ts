export { readMail } from "./read-mail";
