/** Stable codes of {@link DevnetError}. The text of an error may change, its code does not. */
export const DevnetErrorCode = {
  homeLocked: 'devnet.home.locked',
  homeForeign: 'devnet.home.foreign',
  genesisInvalid: 'devnet.genesis.invalid',
  optionInvalid: 'devnet.option.invalid',
  stateCorrupt: 'devnet.state.corrupt',
  portTaken: 'devnet.rpc.port_taken',
} as const;

export type DevnetErrorCode = (typeof DevnetErrorCode)[keyof typeof DevnetErrorCode];

/** What goes wrong with the program itself: its home, its options, its port. Rejected transactions are values. */
export class DevnetError extends Error {
  override readonly name = 'DevnetError';
  readonly code: DevnetErrorCode;

  constructor(code: DevnetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
