export { actsFor, actWords, type AskedAct, isConfirmed, ThreadActForm } from "./thread-act";
