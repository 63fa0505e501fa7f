import type { ContractEvent, SdkError } from '@cloudx3/sdk';
import { describe, expect, it } from 'vitest';
import { saidIn } from './said.ts';

const CHAIN = { oracle: 'wasm1oracle', devices: 'wasm1devices' };
const at = { height: 1, txHash: 'AB', txIndex: 0, index: 0 };
const event = (contract: string, type: string, attributes: Record<string, string>): ContractEvent => ({
  ...at,
  contract,
  type,
  attributes,
});
const never = (error: SdkError): void => expect.unreachable(error.message);

describe('what a contract says', () => {
  it('is read by the contract that says it', () => {
    const claimed = { address: 'wasm1a', amount: '5' };
    for (const contract of Object.values(CHAIN))
      expect(saidIn(event(contract, 'reward_claimed', claimed), CHAIN, never)).toMatchObject({ amount: 5n });
    expect(
      saidIn(event('wasm1devices', 'feed_created', { feed_id: '1', label: 'x' }), CHAIN, never),
    ).toBeUndefined();
  });

  it('is nothing of a stranger, of a node without devices, and of a newer version', () => {
    const issued = event('wasm1devices', 'command_issued', {});
    expect(saidIn(event('wasm1stranger', 'feed_updated', {}), CHAIN, never)).toBeUndefined();
    expect(saidIn(issued, { ...CHAIN, devices: undefined }, never)).toBeUndefined();
    expect(saidIn(event('wasm1oracle', 'feed_paused', {}), CHAIN, never)).toBeUndefined();
  });

  it('is told of where it cannot be read, and holds nothing up', () => {
    const told: string[] = [];
    const unreadable = event('wasm1oracle', 'feed_updated', { feed_id: '1' });
    expect(saidIn(unreadable, CHAIN, ({ code }) => told.push(code))).toBeUndefined();
    expect(told).toEqual(['sdk.malformed']);
  });
});
