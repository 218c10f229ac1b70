export {
  markdownOfUpload,
  nameOfUpload,
  sentenceOfRefusal,
  sizeInWords,
  statusOfRefusal,
  type Upload,
  uploadLimits,
  type UploadRefusal,
  type UploadUse,
  waitOfRefusal,
} from "./upload";
export { RemoveUploadForm } from "./upload-form";
