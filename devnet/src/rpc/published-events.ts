import type { CommittedBlock } from '../chain/chain.ts';
import { toStoredEvents, toStoredResult } from '../store/tx-result.ts';
import { base64, encodeBlock, encodeBlockId, encodeHeader, hex } from './encode-block.ts';

/** Something that subscribers are told. */
export interface PublishedEvent {
  /** Composite key → values, which subscriptions match against. */
  readonly events: ReadonlyMap<string, readonly string[]>;
  readonly data: { readonly type: string; readonly value: unknown };
}

/** What a block publishes, in CometBFT's order: the block, its header, its transactions. */
export function publishedEvents(committed: CommittedBlock): PublishedEvent[] {
  const { block, blockId } = committed;
  const height = committed.height.toString();
  const named = (name: string): Map<string, string[]> =>
    new Map([
      ['tm.event', [name]],
      ['block.height', [height]],
    ]);
  const finalize = {
    events: toStoredEvents([]),
    tx_results: committed.txs.map((tx) => toStoredResult(tx.result)),
  };
  return [
    {
      events: named('NewBlock'),
      data: {
        type: 'tendermint/event/NewBlock',
        value: {
          block: encodeBlock(block),
          block_id: encodeBlockId(blockId),
          result_finalize_block: finalize,
        },
      },
    },
    {
      events: named('NewBlockHeader'),
      data: { type: 'tendermint/event/NewBlockHeader', value: { header: encodeHeader(block.header) } },
    },
    ...committed.txs.map((tx, index) => txEvent(height, index, tx)),
  ];
}

function txEvent(height: string, index: number, tx: CommittedBlock['txs'][number]): PublishedEvent {
  const events = new Map<string, string[]>([
    ['tm.event', ['Tx']],
    ['tx.hash', [hex(tx.hash)]],
    ['tx.height', [height]],
  ]);
  for (const { type, attributes } of tx.result.events) {
    for (const { key, value } of attributes) {
      const name = `${type}.${key}`;
      const values = events.get(name);
      if (values === undefined) events.set(name, [value]);
      else values.push(value);
    }
  }
  const result = toStoredResult(tx.result);
  return {
    events,
    data: {
      type: 'tendermint/event/Tx',
      value: { TxResult: { height, index, tx: base64(tx.bytes), result } },
    },
  };
}
