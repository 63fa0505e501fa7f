/** An error of ours: its `code` is one of its package's table, stable once released. Discriminate by it. */
export abstract class CodedError<C extends string> extends Error {
  /** What kind of mistake it is. */
  readonly code: C;

  constructor(code: C, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
