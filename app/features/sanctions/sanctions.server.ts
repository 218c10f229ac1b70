export { appeal, barredFromAppeal, decideAppeal, readAppeal } from "./appeals.server";
export { endOverdueSanctions, imposeSanction } from "./impose.server";
export { liftSuspension } from "./lift.server";
export { listOwnHidden, listOwnSanctions } from "./list-own.server";
