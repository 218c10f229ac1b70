export { answerWithPicture } from "./answer-with-picture.server";
