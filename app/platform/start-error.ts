/** An error that the operator can fix. Its message is all they see, without a stack. */
export class StartError extends Error {
  override name = "StartError";
}
