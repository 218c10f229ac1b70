/** Something the operator can mend. Its message is the one sentence they see; there is no stack to read. */
export class StartError extends Error {
  override name = "StartError";
}
