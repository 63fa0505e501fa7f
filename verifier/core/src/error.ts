import type { CoreCode } from './codes.ts';
import type { CoreFailure, CoreResult } from './result.ts';

/**
 * A mistake of the program or of the author of an operation: something that its own text has to be changed for. What comes from
 * outside is never answered with it, but with a `Result`.
 */
export class CoreError extends Error {
  override readonly name = 'CoreError';
  /** What is wrong; `CORE_CODES` has its meaning. */
  readonly code: CoreCode;
  /** The part at fault, as in `parameters.id`; undefined where it is the whole. */
  readonly field: string | undefined;

  constructor(failure: Pick<CoreFailure, 'code' | 'message' | 'field'>, options?: ErrorOptions) {
    super(failure.field === undefined ? failure.message : `${failure.field}: ${failure.message}`, options);
    this.code = failure.code;
    this.field = failure.field;
  }
}

/** The value of a result that the caller knows to be good; a {@link CoreError} where it is not. */
export function unwrap<T>(result: CoreResult<T>): T {
  if (!result.ok) throw new CoreError(result);
  return result.value;
}
