// Anybody may make a feed that names these operators and what their credential opens. Nothing is sent for it until they agree.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChainWriter, oracleMsg } from '@cloudx3/sdk';
import type { NewFeed } from '@cloudx3/sdk';
import { DirectSecp256k1HdWallet } from '@cosmjs/proto-signing';
import { nodeLog } from '@cloudx3/scripts';
import { readOperation, unwrap } from '@cloudx3/verifier-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runOracleNode } from './outside-process.ts';
import { startTestNetwork } from './support.ts';
import type { TestNetwork } from './support.ts';

const START_MS = 300_000;
const LABEL = 'Free energy for everybody';
const told = z.looseObject({
  event: z.string(),
  feedId: z.unknown().optional(),
  id: z.unknown().optional(),
  standing: z.unknown().optional(),
});

describe('a stranger’s feed on what the operators’ credential opens', { timeout: 120_000 }, () => {
  let running: TestNetwork;
  let feedId: number;
  const closers: (() => void)[] = [];

  beforeAll(async () => {
    running = await startTestNetwork({ stepUpFeed: false });
    const { network, signal } = running;
    await network.story.when('feed_updated', (news) => news.feedId === network.feedId, signal);
    feedId = await createFeed();
  }, START_MS);

  afterAll(async () => {
    for (const close of closers) close();
    await running.close();
  }, 60_000);

  /** Power of the owner's plug, by an account that has nothing to do with it. */
  async function createFeed(): Promise<number> {
    const { network } = running;
    const { oracle, owner, plan, members } = network;
    const signer = await DirectSecp256k1HdWallet.generate(24, { prefix: 'wasm' });
    const rpcUrl = `http://127.0.0.1:${plan.rpcPort}`;
    const stranger = await ChainWriter.connect({ rpcUrl, signer, gasPrice: '0.025ucx3' });
    closers.push(() => stranger.close());
    await owner.sendTokens(stranger.address, [{ denom: 'ucx3', amount: '2000000' }]);
    const honest = (await oracle.feed(network.feedId))!.spec;
    const published = (await oracle.operations()).map(({ operation }) => unwrap(readOperation(operation)));
    const power = published.find(({ message }) => message.name === 'shelly/switch-power')!;
    const { startMs: _, ...terms } = honest;
    const [device] = await network.devices.devices();
    const feed: NewFeed = {
      ...terms,
      label: LABEL,
      operationId: power.id,
      params: device!.params,
      reading: 'power',
      unit: 'W',
      decimals: 1,
      operators: members.operators,
      notaries: members.notaries,
    };
    await stranger.execute(oracle.address, oracleMsg.createFeed({ feed }), {
      funds: [{ denom: 'ucx3', amount: '500000' }],
    });
    return (await oracle.feeds()).find(({ spec }) => spec.label === LABEL)!.id;
  }

  /** What a node has told so far. */
  const toldBy = (index: number) =>
    readFileSync(nodeLog(running.network.plan.nodes[index]!), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => told.parse(JSON.parse(line)));
  const untilValueOf = (wanted: number, count = 1) => {
    let seen = 0;
    return running.network.story.when(
      'feed_updated',
      (news) => news.feedId === wanted && (seen += 1) >= count,
      running.signal,
    );
  };

  it('is read by nobody, and every node says that it was asked', async () => {
    await untilValueOf(running.network.feedId, 3);
    for (const index of running.network.plan.nodes.keys()) {
      const records = toldBy(index);
      const standings = records.filter(({ event, id }) => event === 'policy.standing' && id === `${feedId}`);
      expect(standings.map(({ standing }) => standing)).toEqual(['asked']);
      expect(records.filter((record) => record.feedId === feedId)).toEqual([]);
    }
    expect((await running.network.oracle.feed(feedId))!.lastRound).toBeUndefined();
  });

  it('is shown to an operator with what it wants, and read once a quorum of them agrees', async () => {
    const config = (index: number) => [
      '--config',
      join(running.network.plan.nodes[index]!.home, 'node.toml'),
    ];
    const shown = await runOracleNode(['policy', ...config(0)]);
    expect(shown.said).toContain(`feed ${feedId}: NOT SERVED`);
    expect(shown.said).toContain('which fills <auth_key>');
    const [, terms = ''] = new RegExp(`policy accept feed ${feedId} ([0-9a-f]{32})`).exec(shown.said) ?? [];
    const accept = (index: number, seen: string) =>
      runOracleNode(['policy', 'accept', 'feed', `${feedId}`, seen, ...config(index)]);
    const others = await accept(0, '0'.repeat(32));
    expect(others).toEqual({ code: 1, said: expect.stringContaining('under other terms') as string });
    const first = untilValueOf(feedId);
    for (const index of [0, 1, 2]) {
      const { code, said } = await accept(index, terms);
      expect(code, said).toBe(0);
    }
    expect((await first).observations).toBe(3);
    expect(toldBy(3).filter((record) => record.feedId === feedId)).toEqual([]);
  });
});
