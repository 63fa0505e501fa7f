import { describe, expect, it } from 'vitest';
import { operation, testKey } from '../../test-support/fixture.ts';
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
  const options = { operatorTtlMs: 60_000, absentTtlMs: 60_000, maxEntries: 4 };

  it('asks the chain once about what many ask at once, and remembers presence and absence', async () => {
    const chain = new FakeChain();
    const registry = new ChainRegistry(chain, options);
    await Promise.all(Array.from({ length: 20 }, () => registry.operator(active, signal)));
    await registry.operator(unknown, signal);
    await registry.operator(unknown, signal);
    expect(chain.asked).toEqual(['operator', 'operator']);
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
