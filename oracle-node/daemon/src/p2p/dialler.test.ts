// The registry is written by strangers: what they put there must neither lead nodes inside a network nor make them a flood on somebody.
import { LOOPBACK, addressRule, oneAtATime } from '@cloudx3/notary';
import { multiaddr } from '@multiformats/multiaddr';
import type { Multiaddr } from '@multiformats/multiaddr';
import { testKeys } from '@cloudx3/oracle-protocol/testing';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/manual-clock.ts';
import { Dialler } from './dialler.ts';
import type { DiallerDeps } from './dialler.ts';
import { ipOf } from './endpoint.ts';
import { Membership } from './membership.ts';
import type { Member } from './ports.ts';

const [self, ...others] = testKeys('dialler', 40).map(({ publicKey }) => publicKey);
const VICTIM = '93.184.216.34';
const HOUR_MS = 3_600_000;
const TICK_MS = 3_000;

/** A node that dials; whom it dialled, by address. Nobody answers but those that a test says. */
function dialling(members: readonly Member[], change: Partial<DiallerDeps> = {}) {
  const clock = new ManualClock(0);
  const dialled: string[] = [];
  const answers = new Set<string>();
  let seed = 1;
  const dialler = new Dialler({
    clock,
    mayDial: addressRule([]),
    resolve: () => Promise.reject(new Error('ENOTFOUND')),
    random: () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647,
    dial: (addresses: readonly Multiaddr[]) => {
      dialled.push(...addresses.map((address) => ipOf(address) ?? String(address)));
      const isReached = addresses.some((address) => answers.has(String(address)));
      return isReached ? Promise.resolve() : Promise.reject(new Error('ECONNREFUSED'));
    },
    ...change,
  });
  const membership = new Membership({ self: self!, bootstrap: [] });
  membership.set(members);
  const { signal } = new AbortController();
  return {
    clock,
    dialled,
    answers,
    dialler,
    membership,
    async pass(ms: number) {
      for (let passed = 0; passed < ms; passed += TICK_MS) {
        await dialler.connect(membership.dialTargets(), signal);
        clock.advance(TICK_MS);
      }
    },
  };
}

function member(index: number, endpoint: (at: number) => string, isSought = true): Member {
  const key = others[index]!;
  const id = new Membership({ self: self!, bootstrap: [] });
  id.set([{ key, endpoints: [], isSought }]);
  const peerId = id.peerIdOf(key)!;
  return { key, isSought, endpoints: Array.from({ length: 8 }, (_, at) => `${endpoint(at)}/p2p/${peerId}`) };
}

const hostile = (endpoint: (index: number, at: number) => string, isSought = true): Member[] =>
  Array.from({ length: 31 }, (_, index) => member(index, (at) => endpoint(index, at), isSought));

describe('31 members with 8 endpoints each', () => {
  it('that all name ports of one third party make a node dial it some forty times in an hour', async () => {
    const node = dialling(hostile((index, at) => `/ip4/${VICTIM}/tcp/${1_000 + 8 * index + at}`));
    await node.pass(HOUR_MS);
    expect(new Set(node.dialled)).toEqual(new Set([VICTIM]));
    expect(node.dialled.length).toBeGreaterThan(10);
    expect(node.dialled.length).toBeLessThan(45);
  });

  it('that lead to it by as many names do no more, and are asked for rarely', async () => {
    let asked = 0;
    const node = dialling(
      hostile((index, at) => `/dns4/n${index}-${at}.example/tcp/9000`),
      {
        resolve: () => {
          asked += 1;
          return Promise.resolve([VICTIM]);
        },
      },
    );
    await node.pass(HOUR_MS);
    expect(node.dialled.length).toBeLessThan(45);
    expect(asked / 31 / 4).toBeLessThan(45);
  });

  it('with whom it has no work are not looked for at all', async () => {
    const node = dialling(hostile((_, at) => `/ip4/${VICTIM}/tcp/${1_000 + at}`, false));
    await node.pass(HOUR_MS);
    expect(node.dialled).toEqual([]);
    expect(node.membership.members()).toHaveLength(31);
  });

  it('do not keep it from one that can be reached', async () => {
    const honest = member(35, () => '/ip4/1.1.1.1/tcp/9000');
    const node = dialling([...hostile((_, at) => `/ip4/${VICTIM}/tcp/${1_000 + at}`), honest]);
    node.answers.add(honest.endpoints[0]!);
    await node.pass(TICK_MS);
    expect(node.dialled).toContain('1.1.1.1');
  });
});

describe('an endpoint', () => {
  it.each([
    ['private', '/ip4/10.0.0.1/tcp/9000'],
    ['loopback', '/ip4/127.0.0.1/tcp/26657'],
    ['link-local', '/ip6/fe80::1/tcp/9000'],
    ['the metadata of a cloud', '/ip4/169.254.169.254/tcp/80'],
    ['the metadata of a cloud, mapped', '/ip6/::ffff:a9fe:a9fe/tcp/80'],
    ['a name of this machine', '/dns4/localhost/tcp/9000'],
    ['a name that leads inside and outside', '/dns/both.example/tcp/9000'],
    ['a name that leads inside by IPv6 where IPv4 was asked for', '/dns4/six.example/tcp/9000'],
    ['a name that leads nowhere', '/dns4/none.example/tcp/9000'],
  ])('is not dialled where it is %s', async (_what, endpoint) => {
    const names: Record<string, string[]> = {
      localhost: ['127.0.0.1'],
      'both.example': [VICTIM, '10.0.0.1'],
      'six.example': [VICTIM, '::1'],
    };
    const node = dialling([member(0, () => endpoint)], {
      resolve: (name) => Promise.resolve(names[name] ?? []),
    });
    await node.pass(60_000);
    expect(node.dialled).toEqual([]);
  });

  it('is dialled at the address that was checked, whatever its name leads to since', async () => {
    const answers = [[VICTIM], ['169.254.169.254'], ['169.254.169.254']];
    const node = dialling([{ ...member(0, () => '/dns4/turns.example/tcp/9000') }], {
      resolve: () => Promise.resolve(answers.shift() ?? ['169.254.169.254']),
    });
    await node.pass(60_000);
    expect(new Set(node.dialled)).toEqual(new Set([VICTIM]));
  });

  it('in a network of the operator’s own is dialled for each member by itself', async () => {
    const members = [0, 1, 2].map((index) => member(index, () => `/ip4/127.0.0.1/tcp/${9_000 + index}`));
    const node = dialling(members, { mayDial: addressRule(LOOPBACK) });
    node.answers.add(members[2]!.endpoints[0]!);
    await node.dialler.connect(node.membership.dialTargets(), new AbortController().signal);
    expect(new Set(node.dialled)).toEqual(new Set(['127.0.0.1']));
    expect(node.dialled.length).toBeGreaterThanOrEqual(3);
  });
});

describe('what a peer says of itself', () => {
  const { membership } = dialling([member(0, () => `/ip4/${VICTIM}/tcp/9000`)]);
  const gater = membership.gater(addressRule([]));
  const target = membership.dialTargets()[0]!;

  it.each([
    '/ip4/127.0.0.1/tcp/22',
    '/dns4/localhost/tcp/22',
    '/ip4/93.184.216.34/tcp/443/wss',
    '/ip6/::1/tcp/22',
  ])('leads nobody to %s', async (text) => {
    expect(await gater.denyDialMultiaddr?.(multiaddr(`${text}/p2p/${target.peerId}`))).toBe(true);
  });
});

it('names that hang take one place of the system, and hold up nobody longer than its own wait', async () => {
  const hanging = Promise.withResolvers<string[]>();
  let underWay = 0;
  const resolve = oneAtATime((name) => {
    underWay += 1;
    return name === 'slow.example' ? hanging.promise : Promise.resolve([VICTIM]);
  });
  const giveUp = new AbortController();
  const slow = resolve('slow.example', giveUp.signal);
  await Promise.resolve();
  const waiting = resolve('slow.example', giveUp.signal);
  giveUp.abort(new Error('given up'));
  await expect(slow).rejects.toThrow('given up');
  await expect(waiting).rejects.toThrow('given up');
  const next = resolve('quick.example', new AbortController().signal);
  expect(underWay).toBe(1);
  hanging.resolve([]);
  expect(await next).toEqual([VICTIM]);
  expect(underWay).toBe(2);
});
