import { testKey } from '@cloudx3/oracle-protocol/testing';
import { describe } from 'vitest';
import { gossipConformance } from './conformance/gossip-conformance.ts';
import { MemoryNetwork } from './memory-gossip.ts';

describe('MemoryGossip', () => {
  gossipConformance(() => fixture);
  let network = new MemoryNetwork();
  const key = (index: number) => testKey(`gossip/${index}`).publicKey;
  const fixture = {
    key,
    open(index: number) {
      if (index === 0) network = new MemoryNetwork();
      return Promise.resolve(network.join(key(index)));
    },
  };
});
