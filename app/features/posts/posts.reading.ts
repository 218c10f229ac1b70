export { judgeAll, judgeAllAgain } from "./quote";
