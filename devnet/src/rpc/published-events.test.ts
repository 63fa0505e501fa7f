import { describe, expect, it } from 'vitest';
import { alice, bob, createTestNode, sendOf } from '../testing/node.ts';
import { hex } from './encode-block.ts';
import { publishedEvents } from './published-events.ts';

describe('a block', () => {
  const { chain, sign } = createTestNode();
  chain.checkTx(sign([sendOf(7), sendOf(8)]));
  chain.checkTx(sign([sendOf('9999999')], { waiting: 1 }));
  const committed = chain.produceBlock();
  const published = publishedEvents(committed);
  const [, , first, second] = published;

  it('publishes itself, its header and its transactions, in this order', () => {
    expect(published.map(({ events }) => events.get('tm.event'))).toEqual([
      ['NewBlock'],
      ['NewBlockHeader'],
      ['Tx'],
      ['Tx'],
    ]);
    expect(published.map(({ data }) => data.type)).toEqual([
      'tendermint/event/NewBlock',
      'tendermint/event/NewBlockHeader',
      'tendermint/event/Tx',
      'tendermint/event/Tx',
    ]);
    expect(published.slice(0, 2).map(({ events }) => events.get('block.height'))).toEqual([['2'], ['2']]);
  });

  it('has what happened in it: header, results and their codes', () => {
    expect(published[0]?.data.value).toMatchObject({
      block: { header: { height: '2' }, data: { txs: { length: 2 } } },
      block_id: { hash: hex(committed.blockId.hash) },
      result_finalize_block: { events: [], tx_results: [{ code: 0 }, { code: 5 }] },
    });
    expect(published[1]?.data.value).toMatchObject({ header: { height: '2', chain_id: 'test-1' } });
  });

  it('tells of a transaction what it is found by, each value of each event', () => {
    const { events, data } = first!;
    expect([events.get('tx.height'), events.get('tx.hash')]).toEqual([['2'], [hex(committed.txs[0]!.hash)]]);
    expect(events.get('transfer.amount')).toEqual(['5000ustake', '7ustake', '8ustake']);
    expect(events.get('transfer.recipient')?.slice(1)).toEqual([bob.address, bob.address]);
    expect(events.get('message.action')).toHaveLength(2);
    expect(data.value).toMatchObject({ TxResult: { height: '2', index: 0, result: { code: 0 } } });
  });

  it('tells of a failed one that it failed, and that its fee was taken', () => {
    const { events, data } = second!;
    expect(data.value).toMatchObject({ TxResult: { index: 1, result: { code: 5 } } });
    expect([events.get('tx.fee_payer'), events.get('transfer.amount')]).toEqual([
      [alice.address],
      ['5000ustake'],
    ]);
  });
});
