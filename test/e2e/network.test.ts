import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commandDevice, narrateChain, narrateNodes, nodeLog, runLoop } from '@cloudx3/scripts';
import type { LogRecord, LoopResult } from '@cloudx3/scripts';
import type { FeedUpdated } from '@cloudx3/sdk';
import { checkFile, checkOnChain } from 'cloudx3-verifier';
import { formatDecimal } from '@cloudx3/verifier-core';
import { startHostileNode } from './hostile-node.ts';
import { killAndRestart, nodeProcess, whenLogged } from './kills.ts';
import { filesWith, pagesWith } from './secret-search.ts';
import { startTestNetwork } from './support.ts';
import type { TestNetwork } from './support.ts';

const LOOP_MS = 600_000;
const ROUND_MS = 400_000;

const COMMAND_MS = 400_000;

/** Keys of the operators whose observations a value came of, in hex. */
function observersOf({ observers }: FeedUpdated): string[] {
  return observers.map((key) => Buffer.from(key).toString('hex'));
}

const emulatorState = z.object({
  devices: z.array(z.looseObject({ id: z.string(), on: z.boolean(), switches: z.number() })),
});

describe('a network of real processes', () => {
  let running: TestNetwork;
  let loop: LoopResult;
  const settled: bigint[] = [];

  beforeAll(async () => {
    running = await startTestNetwork();
    narrateChain(running.network, running.terminal);
    narrateNodes(running.network, running.terminal);
    running.network.story.listen((news) => {
      if (news.type === 'command_settled') settled.push(news.commandId);
    });
    loop = await runLoop(running.network, running.terminal, Date.now(), running.signal);
  }, LOOP_MS);

  afterAll(() => running.close(), 60_000);

  /** The next value whose round began after now. */
  const nextRound = async (): Promise<FeedUpdated> => {
    const { network, signal } = running;
    const feed = await network.oracle.feed(network.feedId);
    const current = (BigInt(await network.owner.blockTimeMs()) - feed!.spec.startMs) / feed!.spec.intervalMs;
    return network.story.when(
      'feed_updated',
      ({ feedId, round }) => feedId === network.feedId && round > current,
      signal,
    );
  };
  const relay = async (): Promise<{ on: boolean; switches: number }> => {
    const response = await fetch(`http://127.0.0.1:${running.network.plan.vendorAdminPort}/state`);
    return emulatorState.parse(await response.json()).devices[0]!;
  };
  /** What feeds owe to their members, by account. */
  const owedByFeeds = async (): Promise<ReadonlyMap<string, bigint>> => {
    const { oracle } = running.network;
    const [operators, notaries] = await Promise.all([oracle.operators(), oracle.notaries()]);
    const keys = [
      ...operators.map(({ pubkey, account }) => ({ role: 'operator' as const, pubkey, account })),
      ...notaries.map(({ pubkey, account }) => ({ role: 'notary' as const, pubkey, account })),
    ];
    const all = keys.map(async ({ role, pubkey, account }): Promise<[string, bigint]> => {
      const feeds = await oracle.owed(role, pubkey);
      return [account, feeds.reduce((sum, feed) => sum + feed.owed, 0n)];
    });
    return new Map(await Promise.all(all));
  };
  const keyOf = (index: number): string =>
    Buffer.from(running.network.identities[index]!.pubkey).toString('hex');

  it('puts an attested value on chain', async () => {
    const { network } = running;
    const value = await network.oracle.valueAt(network.feedId, BigInt(loop.feed.round));
    expect(formatDecimal(value!.value)).toBe(loop.feed.value);
    expect(value).toMatchObject({
      unit: 'Cel',
      customCa: true,
      modes: { mpc: 0, proxy: loop.feed.observations },
    });
    expect(loop.feed.observations).toBeGreaterThanOrEqual(3);
  });

  it('accrues what it says to observers, notaries and transmitter', async () => {
    const { oracle, devices } = running.network;
    const owed = await owedByFeeds();
    for (const [address, amount] of Object.entries(loop.rewards)) {
      const [values, commands] = await Promise.all([oracle.rewards(address), devices.rewards(address)]);
      const waits = values.accrued + commands.accrued + (owed.get(address) ?? 0n);
      expect(waits).toBeGreaterThanOrEqual(BigInt(amount.replace('ucx3', '')));
    }
    expect(Object.keys(loop.rewards).length).toBeGreaterThanOrEqual(4);
  });

  it('switches the relay once and settles the command once', async () => {
    const { network } = running;
    const command = await network.devices.command(BigInt(loop.command.id));
    expect(command).toMatchObject({
      status: 'settled',
      value: 'true',
      receipt: { readbackId: loop.command.receipt },
    });
    expect(command!.receipt!.actionId).toMatch(/^[0-9a-f]{64}$/);
    expect(await relay()).toMatchObject({ on: true, switches: 1 });
  });

  it('gives evidence that a verifier checks back to the TLS session', async () => {
    const { network } = running;
    for (const file of loop.attestations) {
      const verdict = checkFile(file, { notaries: network.members.notaries });
      expect(verdict.lines.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
      expect(
        verdict.lines.filter(({ outcome }) => outcome === 'not checked').map(({ title }) => title),
      ).toEqual(['the server’s certificate is of a public authority']);
    }
    const at = { oracle: network.oracle.address, feedId: network.feedId, round: BigInt(loop.feed.round) };
    expect((await checkOnChain(network.owner, at)).verdict.ok).toBe(true);
  });

  it('steps up to MPC where a feed asks for it', { timeout: ROUND_MS }, async () => {
    const { network, signal } = running;
    const at = { oracle: network.oracle.address, feedId: network.stepUpFeedId!, round: 0n };
    if ((await network.oracle.valueAt(at.feedId, at.round)) === undefined) {
      await network.story.when('feed_updated', ({ feedId }) => feedId === at.feedId, signal);
    }
    const value = await network.oracle.valueAt(at.feedId, at.round);
    expect(value!.modes.proxy).toBe(0);
    expect(value!.modes.mpc).toBeGreaterThanOrEqual(3);
    expect((await checkOnChain(network.owner, at)).verdict.ok).toBe(true);
  });

  it.each([
    ['is about to act', 'command.acting', { on: false, switches: 2 }],
    ['has acted and is about to prove it', 'command.acted', { on: true, switches: 3 }],
  ])(
    'settles a command once whose node is killed when it %s, and switches the relay once',
    { timeout: COMMAND_MS },
    async (_when, event, expected) => {
      const { network, terminal, signal } = running;
      const settling = commandDevice(network, terminal, signal);
      const executor = await whenLogged(network, (record) => record['event'] === event, signal);
      await killAndRestart(network, executor);
      await settling;
      expect(await relay()).toMatchObject(expected);
    },
  );

  it('takes a node back that is killed in mid-round', { timeout: 2 * ROUND_MS }, async () => {
    const { network, signal } = running;
    const inRound = ({ event, kind, phase }: LogRecord) =>
      event === 'mpc.phase' && kind === 'round' && phase === 'exchanging';
    const victim = await whenLogged(network, inRound, signal);
    await killAndRestart(network, victim);
    const back = await network.story.when(
      'feed_updated',
      (news) => news.feedId === network.feedId && observersOf(news).includes(keyOf(victim)),
      signal,
    );
    expect(back.observations).toBeGreaterThanOrEqual(3);
    for (const node of network.plan.nodes) {
      expect(readFileSync(nodeLog(node), 'utf8')).not.toContain('observation.equivocation');
    }
  });

  it('goes on with one node silent', { timeout: ROUND_MS }, async () => {
    await running.network.processes.stop(nodeProcess(running.network, 3));
    const updated = await nextRound();
    expect(updated.observations).toBe(3);
    expect(observersOf(updated)).not.toContain(keyOf(3));
  });

  it('counts nothing of a node that lies about its observation', { timeout: ROUND_MS }, async () => {
    const { network } = running;
    const liar = await startHostileNode(network.processes, network.plan.nodes[3]!);
    const updated = await nextRound();
    expect(updated.observations).toBe(3);
    expect(observersOf(updated)).not.toContain(keyOf(3));
    await network.processes.stop(liar);
  });

  it('goes on with one notary down', { timeout: 2 * ROUND_MS }, async () => {
    await running.network.processes.stop(running.network.notaries[0]!);
    const updated = await nextRound();
    expect(updated.notaries).toBe(1);
    expect(updated.observations).toBeGreaterThanOrEqual(3);
  });

  it('has settled each command once', () => {
    expect(settled).toEqual([1n, 2n, 3n]);
  });

  it('keeps the credential out of every log, database, block, page and piece of evidence', async () => {
    const { dataDir, network } = running;
    const secret = Object.values(network.vendor.credentials[0]!.secrets)[0]!;
    const places = filesWith(dataDir, secret).map((file) => relative(dataDir, file));
    const own = network.plan.nodes.map(({ name }) => `${name}/secrets/shelly-auth_key`);
    // Each node's own file, and the vendor.
    expect(places.toSorted()).toEqual([...own, 'vendor/emulator.toml']);
    expect(await pagesWith(network, secret)).toEqual([]);
  });
});
