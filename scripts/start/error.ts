import { CodedError } from '@cloudx3/errors';

/** What a {@link StartError} can mean. Stable: scripts read it in the last line of `npm start -- --json`. */
export const START_ERRORS = {
  'start.stopped': 'it was asked to stop',
  'start.ports.taken': 'somebody else listens where this network would',
  'start.inspect.unknown': 'a debugger was asked for at a process that there is not',
  'start.data.other': 'the data folder holds a network of another source or chain',
  'start.data.unreadable': 'the data folder holds something that this version cannot go on with',
  'start.process.failed': 'a process was not ready in time, or ended at once',
  'start.vendor.unreachable': 'the server that is to be read cannot be reached',
  'start.command.refunded': 'a command was not carried out in time',
  'start.mnemonic.unreadable': 'the file with the mnemonic is not there or cannot be read',
  'start.mnemonic.words': 'the file holds no mnemonic',
  'start.chain.unreachable': 'nothing answers where the chain should be',
  'start.chain.unfit': 'what answers is no CosmWasm chain',
  'start.gas_price': 'what gas costs is not known',
  'start.funds': 'the account that pays has too little',
} as const;

export type StartErrorCode = keyof typeof START_ERRORS;

/** Why a network on this machine could not be started or finished. `remedy` says what to do next. */
export class StartError extends CodedError<StartErrorCode> {
  override readonly name = 'StartError';
  readonly remedy: string;

  constructor(code: StartErrorCode, message: string, remedy: string, options?: ErrorOptions) {
    super(code, message, options);
    this.remedy = remedy;
  }
}
