import type {
  BlockEvents,
  Command,
  Device,
  Feed,
  Notary,
  Operator,
  PreparedTx,
  TxOutcome,
} from '@cloudx3/sdk';

/** A message to one of the two contracts, as the JSON it takes. */
export interface ContractCall {
  readonly contract: 'oracle' | 'devices';
  readonly message: object;
}

/** The chain as the node needs it. Every failure is an `SdkError`; `sdk.unreachable` is worth trying again, `sdk.wrong_chain` never. */
export interface ChainPort {
  /** Account that pays the gas. */
  readonly account: string;
  /** Address of the oracle contract. */
  readonly oracle: string;
  /** Undefined where the node serves no commands. */
  readonly devices: string | undefined;
  /** Of the newest block. */
  height(): Promise<number>;
  /** What the contracts emitted in one block, in order. `sdk.query_failed` where its results are not there yet. */
  blockEvents(height: number): Promise<BlockEvents>;
  /** Every feed that was ever created. */
  feeds(): Promise<readonly Feed[]>;
  /** Undefined where there is none. */
  feed(id: number): Promise<Feed | undefined>;
  /** Registered ones, also those that are not active. */
  operators(): Promise<readonly Operator[]>;
  notaries(): Promise<readonly Notary[]>;
  /** Bytes of a published operation. */
  operation(id: Uint8Array): Promise<Uint8Array | undefined>;
  /** Commands of all devices that nothing has settled or refunded. */
  pendingCommands(): Promise<readonly Command[]>;
  command(id: bigint): Promise<Command | undefined>;
  device(id: string): Promise<Device | undefined>;
  /** Signs with the account's next sequence, and does not send. */
  prepare(call: ContractCall): Promise<PreparedTx>;
  /** Sends and waits until it is on chain. The same bytes may be sent again. */
  broadcast(bytes: Uint8Array): Promise<TxOutcome>;
  /** What became of a transaction; undefined where the chain does not know it. */
  findTx(txHash: string): Promise<TxOutcome | undefined>;
  /** Lets go of the connection. */
  close(): void;
}
