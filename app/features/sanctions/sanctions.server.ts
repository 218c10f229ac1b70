export { endOverdueSanctions, imposeSanction } from "./impose.server";
export { liftSanctions } from "./lift.server";
export { listOwnSanctions } from "./list-own.server";
