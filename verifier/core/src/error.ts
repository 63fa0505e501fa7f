import { CodedError } from '@cloudx3/errors';
import type { CoreCode } from './codes.ts';
import type { CoreFailure, CoreResult } from './result.ts';

/**
 * A mistake of the program or of the author of an operation: something that its own text has to be changed for. What comes from
 * outside is never answered with it, but with a `Result`.
 */
export class CoreError extends CodedError<CoreCode> {
  override readonly name = 'CoreError';
  /** The part at fault, as in `parameters.id`; undefined where it is the whole. */
  readonly field: string | undefined;

  constructor(failure: Pick<CoreFailure, 'code' | 'message' | 'field'>, options?: ErrorOptions) {
    const { code, message, field } = failure;
    super(code, field === undefined ? message : `${field}: ${message}`, options);
    this.field = field;
  }
}

/** The value of a result that the caller knows to be good; a {@link CoreError} where it is not. */
export function unwrap<T>(result: CoreResult<T>): T {
  if (!result.ok) throw new CoreError(result);
  return result.value;
}
