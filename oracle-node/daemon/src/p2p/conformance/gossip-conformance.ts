import { expect, it, vi } from 'vitest';
import type { Gossip, GossipHandlers, Member } from '../ports.ts';

export interface GossipFixture {
  /** Opens the node of one member; `key` is a test key's. */
  readonly open: (index: number) => Promise<Gossip>;
  readonly key: (index: number) => Uint8Array;
}

const FEED = 7;
const bytes = (...values: number[]) => Uint8Array.from(values);
const untilTrue = (check: () => boolean | Promise<boolean>) =>
  vi.waitFor(async () => expect(await check()).toBe(true), { timeout: 15_000, interval: 25 });

interface Opened {
  readonly gossip: Gossip;
  readonly heard: string[];
}

async function open(
  { open: opens }: GossipFixture,
  index: number,
  handlers: Partial<GossipHandlers> = {},
): Promise<Opened> {
  const gossip = await opens(index);
  const heard: string[] = [];
  await gossip.start({
    judge(feedId, message) {
      heard.push(`${feedId}:${message.join()}`);
      return 'accept';
    },
    answer: () => undefined,
    ...handlers,
  });
  return { gossip, heard };
}

async function meet({ key }: GossipFixture, nodes: readonly (readonly [number, Gossip])[]): Promise<void> {
  const members: Member[] = nodes.map(([index, gossip]) => ({
    key: key(index),
    endpoints: gossip.addresses(),
    isSought: true,
  }));
  for (const [, gossip] of nodes) await gossip.setMembers(members);
  for (const [, gossip] of nodes) gossip.setFeeds([FEED]);
  await untilTrue(() =>
    nodes.every(
      ([, gossip]) =>
        gossip.peers().length === nodes.length - 1 && gossip.peers().every(({ connected }) => connected),
    ),
  );
}

/** What every {@link Gossip} has to do. Call it within a `describe`. */
export function gossipConformance(fixture: () => GossipFixture): void {
  carries(fixture);
  keepsOut(fixture);
}

function carries(fixture: () => GossipFixture): void {
  it('carries a message to every member that hears the feed', async () => {
    const [a, b, c] = [await open(fixture(), 0), await open(fixture(), 1), await open(fixture(), 2)];
    await meet(fixture(), [
      [0, a.gossip],
      [1, b.gossip],
      [2, c.gossip],
    ]);
    let sent = 0;
    await untilTrue(async () => {
      sent += 1;
      await a.gossip.publish(FEED, bytes(1, sent));
      return b.heard.length > 0 && c.heard.length > 0;
    });
    expect(b.heard[0]).toMatch(/^7:1,/);
    // Sent twice is no error: a node that was restarted does it.
    await a.gossip.publish(FEED, bytes(1, sent));
    c.gossip.setFeeds([]);
    await expect(c.gossip.publish(99, bytes(9))).resolves.toBe(0);
  });

  it('answers a member’s request, and fails one that no honest member makes', async () => {
    const [a, b] = [
      await open(fixture(), 0),
      await open(fixture(), 1, {
        answer: (request) => (request[0] === 1 ? bytes(2, ...request) : undefined),
      }),
    ];
    await meet(fixture(), [
      [0, a.gossip],
      [1, b.gossip],
    ]);
    const signal = AbortSignal.timeout(10_000);
    expect([...(await a.gossip.ask(fixture().key(1), bytes(1, 5), signal))]).toEqual([2, 1, 5]);
    await expect(a.gossip.ask(fixture().key(1), bytes(3), signal)).rejects.toThrow();
    await expect(a.gossip.ask(fixture().key(3), bytes(1), signal)).rejects.toThrow();
  });
}

function keepsOut(fixture: () => GossipFixture): void {
  it('lets nobody in who is no member', async () => {
    const [a, b, stranger] = [await open(fixture(), 0), await open(fixture(), 1), await open(fixture(), 2)];
    await meet(fixture(), [
      [0, a.gossip],
      [1, b.gossip],
    ]);
    const all = [a, b, stranger].map(({ gossip }, index) => ({
      key: fixture().key(index),
      endpoints: gossip.addresses(),
      isSought: true,
    }));
    await stranger.gossip.setMembers(all);
    stranger.gossip.setFeeds([FEED]);
    await stranger.gossip.publish(FEED, bytes(66));
    await expect(
      stranger.gossip.ask(fixture().key(0), bytes(1), AbortSignal.timeout(3_000)),
    ).rejects.toThrow();
    let sent = 0;
    await untilTrue(async () => {
      sent += 1;
      await a.gossip.publish(FEED, bytes(1, sent));
      return b.heard.length > 0;
    });
    expect([...a.heard, ...b.heard].filter((heard) => heard === '7:66')).toEqual([]);
    expect(stranger.heard).toEqual([]);
  });
}
