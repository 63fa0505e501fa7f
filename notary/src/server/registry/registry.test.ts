import { ContextSchema, create } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import { notaryKey, operation, roundContext, testKey } from '../../test-support/fixture.ts';
import { ChainRegistry } from './chain-registry.ts';
import type { RegistryQueries } from './chain-registry.ts';
import { MemoryRegistry } from './memory-registry.ts';
import type { Registry } from './port.ts';

const signal = new AbortController().signal;
const active = testKey(1).pubkey;
const inactive = testKey(2).pubkey;
const unknown = testKey(3).pubkey;

/** A chain that counts what it is asked, and can be made to fail. */
class FakeChain implements RegistryQueries {
  asked: string[] = [];
  failing = false;
  hold: Promise<void> | undefined;
  readonly feeds = new Map([
    [1, { active: true, escrow: 1_000n }],
    [2, { active: false, escrow: 1_000n }],
    [3, { active: true, escrow: 4n }],
  ]);
  readonly operators = new Map([
    [key(active), true],
    [key(inactive), false],
  ]);

  async operator(pubkey: Uint8Array): Promise<{ active: boolean } | undefined> {
    await this.#ask('operator');
    const isActive = this.operators.get(key(pubkey));
    return isActive === undefined ? undefined : { active: isActive };
  }

  async operation(id: Uint8Array): Promise<{ operation: Uint8Array } | undefined> {
    await this.#ask('operation');
    return key(id) === key(operation.id) ? { operation: operation.bytes } : undefined;
  }

  async feed(id: number) {
    await this.#ask('feed');
    const feed = this.feeds.get(id);
    if (feed === undefined) return undefined;
    const spec = {
      operationId: operation.id,
      operators: [active],
      notaries: [notaryKey.pubkey],
      notaryReward: 5n,
    };
    return { active: feed.active, escrow: feed.escrow, spec };
  }

  async #ask(what: string): Promise<void> {
    this.asked.push(what);
    await this.hold;
    if (this.failing) throw new Error('chain unreachable');
  }
}

function key(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

const implementations: [string, () => Registry][] = [
  ['ChainRegistry', () => new ChainRegistry(new FakeChain())],
  [
    'MemoryRegistry',
    () => {
      const registry = new MemoryRegistry();
      registry.setOperator(active, { active: true });
      registry.setOperator(inactive, { active: false });
      registry.publish(operation);
      return registry;
    },
  ],
];

describe.each(implementations)('%s as a Registry', (_name, make) => {
  it('knows active, inactive and unknown operators, again and again', async () => {
    const registry = make();
    for (let i = 0; i < 2; i += 1) {
      expect(await registry.operator(active, signal)).toEqual({ active: true });
      expect(await registry.operator(inactive, signal)).toEqual({ active: false });
      expect(await registry.operator(unknown, signal)).toBeUndefined();
    }
  });

  it('gives the bytes of published operations only', async () => {
    const registry = make();
    expect(await registry.operation(operation.id, signal)).toEqual(operation.bytes);
    expect(await registry.operation(new Uint8Array(32), signal)).toBeUndefined();
  });

  it('rejects when the caller has given up', async () => {
    const registry = make();
    await expect(registry.operator(active, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  });
});

describe('ChainRegistry', () => {
  const options = { operatorTtlMs: 60_000, offerTtlMs: 60_000, absentTtlMs: 60_000, maxEntries: 4 };

  it('asks the chain once about what many ask at once, and remembers presence and absence', async () => {
    const chain = new FakeChain();
    const registry = new ChainRegistry(chain, options);
    await Promise.all(Array.from({ length: 20 }, () => registry.operator(active, signal)));
    await registry.operator(unknown, signal);
    await registry.operator(unknown, signal);
    expect(chain.asked).toEqual(['operator', 'operator']);
  });

  it('tells what a feed pays a notary: nothing where it is over, and no more than it has', async () => {
    const registry = new ChainRegistry(new FakeChain(), options);
    const pays = async (feedId: number) => (await registry.offer(roundContext(feedId), signal))?.pays;
    expect(await Promise.all([1, 2, 3, 4].map(pays))).toEqual([5n, undefined, 4n, undefined]);
  });

  it('tells what a command pays a notary: half of what its executor leaves, while it is open', async () => {
    const command = {
      status: 'pending',
      device: 'wasm1plug',
      escrow: 101n,
      actionOperation: operation.id,
      readbackOperation: operation.id,
    };
    const devices = {
      address: 'wasm1devices',
      config: () => Promise.resolve({ executorSharePercent: 60 }),
      command: (id: bigint) =>
        Promise.resolve(id === 1n ? command : id === 2n ? { ...command, status: 'settled' } : undefined),
      device: (id: string) =>
        Promise.resolve(id === 'wasm1plug' ? { operators: [active], notaries: [] } : undefined),
    };
    const registry = new ChainRegistry(Object.assign(new FakeChain(), { devices }), options);
    const pays = async (commandId: bigint, of: string) => {
      const value = { devices: of, commandId };
      const context = create(ContextSchema, { purpose: { case: 'command', value } });
      return (await registry.offer(context, signal))?.pays;
    };
    expect(await pays(1n, 'wasm1devices')).toBe(20n);
    expect(await pays(2n, 'wasm1devices')).toBeUndefined();
    expect(await pays(3n, 'wasm1devices')).toBeUndefined();
    expect(await pays(1n, 'wasm1another')).toBeUndefined();
  });

  it('asks once what a feed pays, whoever asks, and never for what nobody pays for', async () => {
    const chain = new FakeChain();
    const registry = new ChainRegistry(chain, options);
    await Promise.all(
      Array.from({ length: 20 }, (_, round) => registry.offer(roundContext(1, BigInt(round)), signal)),
    );
    const nonce = create(ContextSchema, { purpose: { case: 'probe', value: new Uint8Array(16) } });
    expect(await registry.offer(nonce, signal)).toBeUndefined();
    expect(chain.asked).toEqual(['feed']);
  });

  it('sees a change after the time it was told to believe the chain for', async () => {
    const chain = new FakeChain();
    const registry = new ChainRegistry(chain, { ...options, operatorTtlMs: 1, absentTtlMs: 1 });
    await registry.operator(active, signal);
    chain.operators.set(key(active), false);
    await expect.poll(() => registry.operator(active, signal)).toEqual({ active: false });
  });

  it('does not remember failures', async () => {
    const chain = new FakeChain();
    const registry = new ChainRegistry(chain, options);
    chain.failing = true;
    await expect(registry.operator(active, signal)).rejects.toThrow('chain unreachable');
    chain.failing = false;
    expect(await registry.operator(active, signal)).toEqual({ active: true });
  });

  it('lets one caller give up without taking the answer from another', async () => {
    const chain = new FakeChain();
    const held = Promise.withResolvers<undefined>();
    chain.hold = held.promise;
    const registry = new ChainRegistry(chain, options);
    const giveUp = new AbortController();
    const first = registry.operator(active, giveUp.signal);
    const second = registry.operator(active, signal);
    giveUp.abort(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    held.resolve(undefined);
    expect(await second).toEqual({ active: true });
  });

  it('forgets rather than grows', async () => {
    const chain = new FakeChain();
    const registry = new ChainRegistry(chain, options);
    for (let seed = 1; seed <= 50; seed += 1) await registry.operator(testKey(seed).pubkey, signal);
    await registry.operator(active, signal);
    expect(chain.asked).toHaveLength(51);
  });
});
