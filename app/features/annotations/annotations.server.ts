/** Quotes, citations and claims of a thread as Web Annotations. */
export { annotationType } from "./annotation";
export { readAnnotations } from "./list-annotations.server";
