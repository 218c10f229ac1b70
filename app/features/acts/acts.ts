export { actsFor, type AskedAct, isConfirmed, ThreadActForm } from "./thread-act";
