export { findUploadUse } from "./add-upload.server";
export { findPictureSizes, findUpload, listAllUploads, listUploadsOf, readUpload } from "./find-upload.server";
export { importPicture, receiveUpload, takePicture } from "./receive-upload.server";
export { removeOwnUpload, removeUploadForAll } from "./remove-upload.server";
export {
  findUploadToJudge,
  listOwnHeldUploads,
  listUploadsHeldBefore,
  ownsUpload,
  releaseUpload,
} from "./held-upload.server";
