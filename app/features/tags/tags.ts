export { groupByKind, kindNames, shortName, type Tag, type TagKind, tagKinds } from "./tag";
export { faultInTags, maxTags, TagSlugs } from "./tag-form";
