import { page } from "./page";

/** The fields that a form of this page sends. A browser drops the line feed that begins a text area. */
export const fieldsGivenBack = (html: string) =>
  Object.fromEntries(
    page(html)
      .all("form input, form textarea")
      .map((field) => [field.attribute("name")!, field.attribute("value") ?? field.source.replace(/^\n/, "")]),
  );
