import { LOOPBACK, addressRule, systemResolve } from '@cloudx3/notary';
import { testKey } from '@cloudx3/oracle-protocol/testing';
import { MAX_BYTES } from '@cloudx3/proto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import { testTelemetry } from '../testing/test-telemetry.ts';
import { gossipConformance } from './conformance/gossip-conformance.ts';
import { Libp2pGossip } from './libp2p-gossip.ts';
import type { GossipAction } from './ports.ts';

const opened: Libp2pGossip[] = [];
const key = (index: number) => testKey(`gossip/${index}`);

function open(index: number, bootstrap: readonly string[] = []): Promise<Libp2pGossip> {
  const { publicKey, privateKey } = key(index);
  const gossip = new Libp2pGossip(
    {
      network: { chainId: 'test-1', oracle: 'ucx1oracle' },
      operatorKey: publicKey,
      privateKey,
      listen: ['/ip4/127.0.0.1/tcp/0'],
      announce: [],
      bootstrap,
    },
    {
      clock: systemClock,
      telemetry: testTelemetry(systemClock).telemetry,
      mayDial: addressRule(LOOPBACK),
      resolve: systemResolve,
    },
  );
  opened.push(gossip);
  return Promise.resolve(gossip);
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((gossip) => gossip.close()));
});

describe('Libp2pGossip', () => {
  gossipConformance(() => ({ key: (index) => key(index).publicKey, open: (index) => open(index) }));

  it('finds a member through the bootstrap list alone', async () => {
    const a = await open(0);
    await a.start({ judge: () => 'accept', answer: () => undefined });
    const b = await open(1, a.addresses());
    await b.start({ judge: () => 'accept', answer: () => undefined });
    const members = [0, 1].map((index) => ({ key: key(index).publicKey, endpoints: [], isSought: true }));
    await a.setMembers(members);
    await b.setMembers(members);
    await vi.waitFor(() => expect(a.peers()).toMatchObject([{ connected: true }]), { timeout: 15_000 });
  });

  it('drops a peer that is no operator any more', async () => {
    const [a, b] = [await open(0), await open(1)];
    for (const gossip of [a, b]) await gossip.start({ judge: () => 'accept', answer: () => undefined });
    const members = [a, b].map((gossip, index) => ({
      key: key(index).publicKey,
      endpoints: gossip.addresses(),
      isSought: true,
    }));
    for (const gossip of [a, b]) await gossip.setMembers(members);
    await vi.waitFor(() => expect(a.peers()).toMatchObject([{ connected: true }]), { timeout: 15_000 });
    await a.setMembers(members.slice(0, 1));
    await vi.waitFor(() => expect(b.peers()).toMatchObject([{ connected: false }]), { timeout: 15_000 });
  });

  it('stops listening to a member that keeps sending what is rejected, and goes on with the others', async () => {
    const heard: number[] = [];
    const judge = (_feed: number, message: Uint8Array): GossipAction => {
      heard.push(message[0] ?? 0);
      return message[0] === 66 ? 'reject' : 'accept';
    };
    const nodes = [await open(0), await open(1), await open(2)];
    for (const gossip of nodes)
      await gossip.start({ judge: gossip === nodes[0] ? judge : () => 'ignore', answer: () => undefined });
    const members = nodes.map((gossip, index) => ({
      key: key(index).publicKey,
      endpoints: gossip.addresses(),
      isSought: true,
    }));
    for (const gossip of nodes) await gossip.setMembers(members);
    for (const gossip of nodes) gossip.setFeeds([7]);
    const [, bad, good] = nodes as [Libp2pGossip, Libp2pGossip, Libp2pGossip];
    let sent = 0;
    const spam = async () => {
      sent += 1;
      await bad.publish(7, Uint8Array.from([66, sent & 255, sent >> 8]));
    };
    let markers = 0;
    await vi.waitFor(
      async () => {
        const before = heard.length;
        for (let i = 0; i < 10; i += 1) await spam();
        markers += 1;
        await good.publish(7, Uint8Array.from([1, markers]));
        await vi.waitFor(() => expect(heard.slice(before)).toContain(1), { timeout: 3_000 });
        expect(heard.slice(before)).not.toContain(66);
      },
      { timeout: 30_000, interval: 20 },
    );
    expect(heard).toContain(66);
  });

  it('takes no message beyond the size of any, and goes on with the others', async () => {
    const sizes: number[] = [];
    const judge = (_feed: number, message: Uint8Array): GossipAction => {
      sizes.push(message.length);
      return 'accept';
    };
    const nodes = [await open(0), await open(1), await open(2)];
    for (const gossip of nodes)
      await gossip.start({
        judge: gossip === nodes[0] ? judge : () => 'ignore',
        answer: (request) => Uint8Array.from(request),
      });
    const members = nodes.map((gossip, index) => ({
      key: key(index).publicKey,
      endpoints: gossip.addresses(),
      isSought: true,
    }));
    for (const gossip of nodes) await gossip.setMembers(members);
    for (const gossip of nodes) gossip.setFeeds([7]);
    const [, bad, good] = nodes as [Libp2pGossip, Libp2pGossip, Libp2pGossip];
    let sent = 0;
    const untilHeard = (from: Libp2pGossip, length: number) =>
      vi.waitFor(
        async () => {
          sent += 1;
          await from.publish(7, new Uint8Array(length).fill(sent));
          expect(sizes).toContain(length);
        },
        { timeout: 15_000 },
      );
    await untilHeard(bad, 2);
    await bad.publish(7, new Uint8Array(MAX_BYTES.gossipEnvelope * 5));
    // Each answer comes over the same connection, behind what was sent before it: after some of them the message would be there whole.
    const signal = AbortSignal.timeout(15_000);
    for (let asked = 1; asked <= 8; asked += 1) {
      const request = Uint8Array.from([asked]);
      expect(Uint8Array.from(await bad.ask(key(0).publicKey, request, signal))).toEqual(request);
    }
    await untilHeard(good, 3);
    expect(Math.max(...sizes)).toBe(3);
  });
});
