export { answerWithPicture } from "./answer-with-picture.server";
export { answerWithMetricData, answerWithMetricPicture } from "./metric-embed.server";
export { answerWithMetricFrame } from "./metric-frame.server";
export { answerWithClaimBadge, answerWithClaimFrame } from "./claim-embed.server";
export { answerOEmbed } from "./oembed.server";
