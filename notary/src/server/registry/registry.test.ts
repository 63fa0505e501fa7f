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
  readonly feeds = new Map<
    number,
    { active: boolean; runway: bigint | undefined; row?: object; rows?: object[] }
  >([
    [1, { active: true, runway: 9n }],
    [2, { active: false, runway: 9n }],
    [3, { active: true, runway: 0n }],
    [5, { active: true, runway: undefined }],
    [6, { active: true, runway: 9n, row: { groupId: 7 } }],
    [7, { active: true, runway: 9n, rows: [{}, {}] }],
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
    const { rows = [], ...state } = feed;
    return { ...state, spec: { operationId: operation.id, notaryReward: 5n, rows } };
  }

  async feedMembers(id: number) {
    await this.#ask('members');
    const notaries = [{ pubkey: notaryKey.pubkey, rounds: [{ from: 0n }] }];
    const operators = [
      { pubkey: active, rounds: [{ from: 4n, until: 8n }] },
      { pubkey: inactive, rounds: [] },
    ];
    return this.feeds.has(id) ? { operators, notaries } : undefined;
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

  it('tells what a feed pays a notary: nothing where it is over, or cannot pay a round in full', async () => {
    const registry = new ChainRegistry(new FakeChain());
    const pays = async (feedId: number) => (await registry.offer(roundContext(feedId), signal))?.pays;
    expect(await Promise.all([1, 2, 3, 4, 5].map(pays))).toEqual([5n, undefined, 0n, undefined, 5n]);
  });

  it('tells what a group pays; its rows and a feed of its own are none', async () => {
    const registry = new ChainRegistry(new FakeChain(), options);
    const pays = async (groupId: number) => {
      const purpose = { case: 'groupRound' as const, value: { groupId, round: 0n } };
      return (await registry.offer(create(ContextSchema, { purpose }), signal))?.pays;
    };
    expect(await Promise.all([1, 6, 7].map(pays))).toEqual([undefined, undefined, 5n]);
    const alone = async (feedId: number) => registry.offer(roundContext(feedId), signal);
    expect([await alone(6), await alone(7)]).toEqual([undefined, undefined]);
  });

  it.each([
    [2n, []],
    [3n, [active]],
    [7n, [active]],
    [8n, []],
  ])('counts who agreed to a feed and is a member of round %i or the next', async (round, operators) => {
    const registry = new ChainRegistry(new FakeChain(), options);
    expect(await registry.offer(roundContext(1, round), signal)).toMatchObject({
      operators,
      notaries: [notaryKey.pubkey],
    });
  });

  it.each([
    ['half of what its executor leaves', 101n, 50, 20n],
    ['what is paid where nothing had to be done, if that is less', 101n, 20, 8n],
  ])('tells what a command pays a notary while it is open: %s', async (_, escrow, readbackPercent, least) => {
    const command = {
      status: 'pending',
      device: 'wasm1plug',
      escrow,
      actionOperation: operation.id,
      readbackOperation: operation.id,
    };
    const operators = [
      { pubkey: active, member: true },
      { pubkey: inactive, member: false },
    ];
    const devices = {
      address: 'wasm1devices',
      config: () => Promise.resolve({ executorSharePercent: 60, readbackPercent }),
      command: (id: bigint) =>
        Promise.resolve(id === 1n ? command : id === 2n ? { ...command, status: 'settled' } : undefined),
      members: (id: string) => Promise.resolve(id === 'wasm1plug' ? { operators, notaries: [] } : undefined),
    };
    const registry = new ChainRegistry(Object.assign(new FakeChain(), { devices }), options);
    const pays = async (commandId: bigint, of: string) => {
      const value = { devices: of, commandId };
      const context = create(ContextSchema, { purpose: { case: 'command', value } });
      const offer = await registry.offer(context, signal);
      expect(offer === undefined ? [active] : offer.operators).toEqual([active]);
      return offer?.pays;
    };
    expect(await pays(1n, 'wasm1devices')).toBe(least);
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
    const claim = { devices: 'wasm1devices', device: 'wasm1plug', claimant: 'wasm1owner' };
    const binding = create(ContextSchema, { purpose: { case: 'binding', value: claim } });
    expect(await registry.offer(binding, signal)).toBeUndefined();
    expect(chain.asked).toEqual(['feed', 'members']);
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
