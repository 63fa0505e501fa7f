import type { ChainEvent } from '../state/events.ts';
import type { TxResult } from '../tx/tx-result.ts';
import type { IndexedAttribute } from './tx-index.ts';

/** A transaction's result as the RPC answers it (abci ExecTxResult in CometBFT 0.38's JSON). */
export interface StoredResult {
  readonly code: number;
  readonly data: string | null;
  readonly log: string;
  readonly info: string;
  readonly gas_wanted: string;
  readonly gas_used: string;
  readonly events: readonly StoredEvent[];
  readonly codespace: string;
}

interface StoredEvent {
  readonly type: string;
  readonly attributes: readonly { readonly key: string; readonly value: string; readonly index: boolean }[];
}

/** Values longer than this are not indexed, so that a contract cannot blow up the index with one attribute. */
const MAX_INDEXED_VALUE = 1024;

export function toStoredResult(result: TxResult): StoredResult {
  return {
    code: result.code,
    data: result.data.length === 0 ? null : Buffer.from(result.data).toString('base64'),
    log: result.log,
    info: '',
    gas_wanted: result.gasWanted.toString(),
    gas_used: result.gasUsed.toString(),
    events: toStoredEvents(result.events),
    codespace: result.codespace,
  };
}

export function toStoredEvents(events: readonly ChainEvent[]): StoredEvent[] {
  return events.map(({ type, attributes }) => ({
    type,
    attributes: attributes.map(({ key, value }) => ({ key, value, index: true })),
  }));
}

/** What a transaction is found by; see TxIndex. */
export function indexedAttributes(events: readonly ChainEvent[]): IndexedAttribute[] {
  return events
    .flatMap(({ type, attributes }, index) =>
      attributes.map(({ key, value }) => ({ name: `${type}.${key}`, value, event: index + 1 })),
    )
    .filter(({ value }) => value.length <= MAX_INDEXED_VALUE);
}
