export { claimCard, postCard, siteCard, threadCard } from "./card";
export { oEmbedLinks } from "./oembed-links";
export {
  frameAddress,
  frameHeights,
  shareCodes,
  type Shared,
  type ShareFormat,
  shareFormats,
  type ShareTheme,
  shareThemes,
} from "./share-codes";
export { claimCodes } from "./claim-codes";
