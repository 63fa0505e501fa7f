import { SdkError } from '../error.ts';

/** One custom event of a contract, in the order in which the chain emitted it. */
export interface ContractEvent {
  /** Of its block. */
  readonly height: number;
  /** Upper-case hex. */
  readonly txHash: string;
  /** Position of its transaction in the block. */
  readonly txIndex: number;
  /** Position among all events of its transaction. */
  readonly index: number;
  /** Bech32 address of the contract. */
  readonly contract: string;
  /** Without the prefix "wasm-". */
  readonly type: string;
  /** As the contract wrote them; `readOracleEvent` and `readDevicesEvent` make values of ours. */
  readonly attributes: Readonly<Record<string, string>>;
}

interface RawEvent {
  readonly type: string;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
}

/** Custom contract events among a transaction's raw events. wasmd writes them as `wasm-<type>` with `_contract_address` first. */
export function contractEvents(
  raw: readonly RawEvent[],
  at: { height: number; txHash: string; txIndex: number },
): ContractEvent[] {
  const events: ContractEvent[] = [];
  for (const [index, event] of raw.entries()) {
    if (!textOf(event.type).startsWith('wasm-')) continue;
    const attributes = Object.fromEntries(event.attributes.map(({ key, value }) => [key, textOf(value)]));
    const contract = attributes['_contract_address'];
    if (contract === undefined) continue;
    events.push({ ...at, index, contract, type: event.type.slice('wasm-'.length), attributes });
  }
  return events;
}

/** A text of an RPC, whose client does not look whether it is one. Throws `sdk.malformed`. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new SdkError('sdk.malformed', 'the chain gives something else for a text');
}
