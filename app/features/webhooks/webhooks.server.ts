export { isSomethingDue, sendDeliveries, sweepWebhooks, type TellOwner } from "./deliver.server";
export { fanOut } from "./fan-out.server";
export {
  deleteHook,
  findHook,
  type ListedHook,
  listHooks,
  makeHook,
  pauseHook,
  resumeHook,
  rotateSecret,
  sendTest,
} from "./hooks.server";
export { listDeliveries, sendAgain } from "./log.server";
export { noteEvent, noteEvents, webhookFor } from "./note-event.server";
