/** One custom event of a contract, in the order in which the chain emitted it. */
export interface ContractEvent {
  readonly height: number;
  /** Upper-case hex. */
  readonly txHash: string;
  readonly txIndex: number;
  /** Position among all events of its transaction. */
  readonly index: number;
  readonly contract: string;
  /** Without the prefix "wasm-". */
  readonly type: string;
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
    if (!event.type.startsWith('wasm-')) continue;
    const attributes = Object.fromEntries(event.attributes.map(({ key, value }) => [key, value]));
    const contract = attributes['_contract_address'];
    if (contract === undefined) continue;
    events.push({ ...at, index, contract, type: event.type.slice('wasm-'.length), attributes });
  }
  return events;
}
