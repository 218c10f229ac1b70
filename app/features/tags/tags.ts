export { groupByKind, shortName, type Tag } from "./tag";
export { faultInTags, maxTags, TagSlugs } from "./tag-form";
