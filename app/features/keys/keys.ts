export { KeyName } from "./key-name";
export { keyWords } from "./key-words";
export { WalletAnswer, WalletAsked } from "./wallet-form";
