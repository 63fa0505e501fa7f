import { beforeEach, describe, expect, it } from 'vitest';
import type { RpcError } from './rpc-error.ts';
import { Subscriptions } from './subscriptions.ts';

const event = (height: string) => ({
  events: new Map([
    ['tm.event', ['Tx']],
    ['tx.height', [height]],
  ]),
  data: { type: 'tendermint/event/Tx', value: {} },
});
const refused = (data: string) => expect.objectContaining({ code: -32603, data }) as RpcError;

let subscriptions: Subscriptions;
beforeEach(() => {
  subscriptions = new Subscriptions();
});
const framesFor = (height: string) => [...subscriptions.framesFor(event(height))].map(({ id }) => id);

describe('subscriptions', () => {
  it('get the events that their query asks for, under the id that they came with', () => {
    subscriptions.add('a', "tm.event='Tx'");
    subscriptions.add(2, "tm.event='Tx' AND tx.height=5");
    subscriptions.add(3, "tm.event='NewBlock'");
    expect([framesFor('5'), framesFor('6')]).toEqual([['a', 2], ['a']]);
    expect([...subscriptions.framesFor(event('6'))]).toEqual([
      {
        ...{ jsonrpc: '2.0', id: 'a' },
        result: {
          query: "tm.event='Tx'",
          data: { type: 'tendermint/event/Tx', value: {} },
          events: { 'tm.event': ['Tx'], 'tx.height': ['6'] },
        },
      },
    ]);
  });

  it('are the same where their queries mean the same, and end by either text', () => {
    subscriptions.add(1, "tm.event='Tx'");
    expect(() => subscriptions.add(2, " tm.event =  'Tx'")).toThrow(refused('already subscribed'));
    subscriptions.remove("tm.event= 'Tx' ");
    expect([subscriptions.size, framesFor('5')]).toEqual([0, []]);
    subscriptions.add(2, "tm.event='Tx'");
    expect(framesFor('5')).toEqual([2]);
  });

  it('are five at most, which is looked at before anything else', () => {
    for (const height of [1, 2, 3, 4, 5]) subscriptions.add(height, `tx.height=${height}`);
    for (const query of ['tx.height=6', 'tx.height=1', 'no query', 'x'.repeat(600)]) {
      expect(() => subscriptions.add(6, query)).toThrow(refused('max_subscriptions_per_client 5 reached'));
    }
    subscriptions.remove('tx.height=3');
    expect(() => subscriptions.add(6, 'tx.height=6')).not.toThrow();
  });

  it('end all at once', () => {
    expect(() => subscriptions.removeAll()).toThrow(refused('subscription not found'));
    for (const height of [1, 2]) subscriptions.add(height, `tx.height=${height}`);
    subscriptions.removeAll();
    expect(subscriptions.size).toBe(0);
  });

  it('are refused in the words of CometBFT', () => {
    const parse = 'failed to parse query: offset 2: EOF';
    expect(() => subscriptions.add(1, 'tx')).toThrow(refused(parse));
    expect(() => subscriptions.remove('tx')).toThrow(refused(parse));
    expect(() => subscriptions.add(1, `a='${'ä'.repeat(255)}'`)).toThrow(
      refused('maximum query length exceeded'),
    );
    expect(() => subscriptions.add(1, `a='${'ä'.repeat(254)}'`)).not.toThrow();
    expect(() => subscriptions.remove("tm.event='Tx'")).toThrow(refused('subscription not found'));
    expect(subscriptions.size).toBe(1);
  });
});
