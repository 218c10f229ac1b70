export { ChangeTagForm } from "./change-form";
export { completeTags, nearTags } from "./match-tags";
export {
  groupByKind,
  kindNames,
  kindWords,
  shortName,
  summaryOf,
  type Tag,
  type TagChoice,
  type TagKind,
  tagKinds,
} from "./tag";
export { faultInTags, maxTags, TagSlugs } from "./tag-form";
export { TagSlug, tagSlugOf } from "./tag-slug";
export { descriptionLimits, DescriptionForm, FollowForm, NewTagForm } from "./wiki-form";
export { readProposal } from "./proposal";
