export { EditForm, EditOpeningForm } from "./edit-form";
export {
  type DiffPart,
  canDelete,
  canEdit,
  type Heading,
  type PostStub,
  type PostView,
  type Relation,
  relations,
  relationWords,
  windowOf,
  windowSize,
} from "./post";
export { bytesOf, ReplyForm, StartThreadForm, unrenderable } from "./post-form";
