import { CodedError } from '@cloudx3/errors';

/** Stable codes of {@link WasmdError}. The text of an error may change, its code does not. */
export const WasmdErrorCode = {
  missing: 'wasmd.build.missing',
  buildFailed: 'wasmd.build.failed',
  homeForeign: 'wasmd.home.foreign',
  commandFailed: 'wasmd.command.failed',
  exited: 'wasmd.start.exited',
  deadline: 'wasmd.start.deadline',
} as const;

export type WasmdErrorCode = (typeof WasmdErrorCode)[keyof typeof WasmdErrorCode];

/** Why wasmd could not be built, started or used; the message ends with the way out or with its own last words. */
export class WasmdError extends CodedError<WasmdErrorCode> {
  override readonly name = 'WasmdError';
}
