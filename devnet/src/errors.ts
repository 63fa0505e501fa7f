import { CodedError } from '@cloudx3/errors';

/** Stable codes of {@link DevnetError}. The text of an error may change, its code does not. */
export const DevnetErrorCode = {
  /** Another process has the home open. */
  homeLocked: 'devnet.home.locked',
  /** The home holds another chain, a devnet of another version, or a database of another program. */
  homeForeign: 'devnet.home.foreign',
  /** The genesis cannot be read; the message names the field. */
  genesisInvalid: 'devnet.genesis.invalid',
  /** An option is out of its bounds; the message names it. */
  optionInvalid: 'devnet.option.invalid',
  /** The chain did not take a transfer of the faucet. */
  faucetRefused: 'devnet.faucet.refused',
  /** What is stored is damaged; nothing was changed. */
  stateCorrupt: 'devnet.state.corrupt',
  /** The port is in use, or not for this user. */
  portTaken: 'devnet.rpc.port_taken',
} as const;

/** One of the values of the table. */
export type DevnetErrorCode = (typeof DevnetErrorCode)[keyof typeof DevnetErrorCode];

/** What goes wrong with the program itself: its home, its options, its port. Rejected transactions are values. */
export class DevnetError extends CodedError<DevnetErrorCode> {
  override readonly name = 'DevnetError';
}
