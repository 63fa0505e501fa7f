import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { contractEvents } from '@cloudx3/sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askProgram, problemsOf } from '../check/readmes/programs.ts';
import { workspacePrograms } from '../check/workspace.ts';
import type { ChainNews, NewsListener, NewsOf } from './chain-story.ts';
import { ChainStory } from './chain-story.ts';
import { commandDevice } from './command.ts';
import { attestationFiles, runLoop } from './loop.ts';
import type { Network } from './network.ts';
import { planNetwork } from './plan.ts';
import type { LoopResult } from './result.ts';
import { printSummary } from './summary.ts';

const DEVICE = 'd0';
const SIGNAL = new AbortController().signal;
const AT = { height: 7, txHash: 'AB'.repeat(32) };
const KEY = new Uint8Array(33);
const RECEIPT = new Uint8Array(32).fill(0xab);

/** What the contract itself says when a command is issued: the first one. */
const ISSUED = (
  JSON.parse(readFileSync(new URL('../../test/vectors/events/devices.json', import.meta.url), 'utf8')) as {
    events: Parameters<typeof contractEvents>[0];
  }[]
)
  .flatMap(({ events }) => events)
  .filter(({ type }) => type === 'wasm-command_issued')
  .slice(0, 1);

/** A story that the test tells. */
class ToldStory extends ChainStory {
  readonly #listeners = new Set<NewsListener>();

  constructor() {
    super(
      { oracle: '', devices: '', fromHeight: 1 },
      { chain: { height: () => Promise.resolve(0), blockEvents: () => expect.unreachable() } },
    );
  }

  override listen(listener: NewsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listening(): number {
    return this.#listeners.size;
  }

  say(news: ChainNews): void {
    for (const listener of [...this.#listeners]) listener(news);
  }
}

const settled = (commandId: bigint): ChainNews => ({
  type: 'command_settled',
  commandId,
  device: DEVICE,
  executor: KEY,
  receipt: RECEIPT,
  rewards: [{ address: 'a', amount: 70n }],
  returned: 0n,
  burned: 0n,
  ...AT,
});
const ended = (commandId: bigint, how: 'refunded' | 'cancelled' = 'refunded'): ChainNews => ({
  type: `command_${how}`,
  commandId,
  device: DEVICE,
  to: 'a',
  amount: 1n,
  burned: 0n,
  ...AT,
});

interface Commanded {
  readonly id: bigint;
  readonly device: string;
  readonly value: string;
}

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cloudx3-loop-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** A network with these commands, that issues the next one as number 1. */
function networkWith(commands: { readonly pending?: Commanded[]; readonly settled?: Commanded[] }) {
  const story = new ToldStory();
  const issued: unknown[] = [];
  const told: string[] = [];
  const network = {
    story,
    deviceId: DEVICE,
    feedId: 1,
    chain: 'wasmd',
    plan: planNetwork(dataDir, 20_000),
    names: new Map([['a', 'node-1']]),
    oracle: { address: 'wasm1oracle' },
    vendor: { device: { capability: 'switch', on: 'true', off: 'false' }, feed: { decimals: 2 } },
    devices: {
      address: 'devices',
      openCommands: (device: string) =>
        Promise.resolve((commands.pending ?? []).filter((command) => command.device === device)),
      commands: () =>
        Promise.resolve([
          ...(commands.settled ?? []).map((command) => ({ ...command, status: 'settled' })),
          ...(commands.pending ?? []).map((command) => ({ ...command, status: 'pending' })),
        ]),
    },
    owner: {
      blockTimeMs: () => Promise.resolve(1_000),
      findTx: (txHash: string) =>
        Promise.resolve(txHash === AT.txHash ? { txHash, gasUsed: 123_456n } : undefined),
      execute: (_: string, message: { issue_command: unknown }) => {
        issued.push(message.issue_command);
        return Promise.resolve({ txHash: AT.txHash, events: contractEvents(ISSUED, { ...AT, txIndex: 0 }) });
      },
    },
  } as unknown as Network;
  const terminal = { event: (who: string, text: string) => told.push(`${who} ${text}`) };
  const command = (signal = SIGNAL) => commandDevice(network, terminal, signal);
  return { network, story, issued, told, command, terminal };
}

const CMD = (id: bigint, value: string, device = DEVICE): Commanded => ({ id, device, value });
/** Resolves once somebody waits for the story. */
const listened = (story: ToldStory) => expect.poll(() => story.listening).toBeGreaterThan(0);

describe('the owner', () => {
  it.each([
    ['on, the first time', [], 'true'],
    ['off, where the last command turned it on', [CMD(2n, 'false'), CMD(3n, 'true')], 'false'],
    ['on, where it turned it off', [CMD(2n, 'true'), CMD(3n, 'false')], 'true'],
    ['by its own commands, not by those of another', [CMD(2n, 'true'), CMD(3n, 'false', 'd1')], 'false'],
  ])('turns the device %s', async (_, before, value) => {
    const { story, issued, command } = networkWith({ settled: before });
    const commanding = command();
    await listened(story);
    story.say(settled(8n));
    story.say(settled(1n));
    expect(await commanding).toEqual({ id: 1, status: 'settled', receipt: 'ab'.repeat(32), tx: AT.txHash });
    expect(issued).toEqual([{ capability: 'switch', deadline_ms: 601_000, device: DEVICE, value }]);
    expect(story.listening).toBe(0);
  });

  it('waits for a command from before instead of issuing another', async () => {
    const { story, issued, told, command } = networkWith({
      pending: [CMD(3n, 'true', 'd1'), CMD(4n, 'true')],
    });
    const commanding = command();
    await listened(story);
    story.say(settled(4n));
    expect((await commanding).id).toBe(4);
    expect(issued).toEqual([]);
    expect(told).toEqual(['owner command 4 from before is still to be settled']);
  });

  it.each(['refunded', 'cancelled'] as const)('commands anew where one from before was %s', async (how) => {
    const { story, issued, command } = networkWith({ pending: [CMD(4n, 'true')] });
    const commanding = command();
    await listened(story);
    story.say(ended(4n, how));
    await expect.poll(() => issued.length).toBe(1);
    await listened(story);
    story.say(settled(1n));
    expect((await commanding).id).toBe(1);
  });

  it('is told of a command that nobody carried out, and does not wait for ever', async () => {
    const { story, command } = networkWith({});
    const commanding = command();
    await listened(story);
    story.say(ended(1n));
    await expect(commanding).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringContaining('command 1') as string,
    });
    expect(story.listening).toBe(0);
  });

  it('waits no longer when the network ends', async () => {
    const { story, command } = networkWith({});
    const ending = new AbortController();
    const commanding = command(ending.signal);
    await listened(story);
    ending.abort(new Error('stopped'));
    await expect(commanding).rejects.toThrow('stopped');
  });
});

const UPDATED: NewsOf<'feed_updated'> = {
  type: 'feed_updated',
  feedId: 1,
  round: 3n,
  value: { mantissa: 2150n, scale: 2 },
  unit: 'Cel',
  spread: { mantissa: 5n, scale: 1 },
  observations: 3,
  observers: [KEY],
  notaries: 2,
  modes: { mpc: 0, proxy: 3 },
  underfunded: false,
  unpaid: 0n,
  customCa: true,
  transmitter: 'a',
  rewards: [
    { address: 'a', amount: 10n },
    { address: 'b', amount: 5n },
  ],
  ...AT,
};

describe('one loop', () => {
  it('is the first value of its feed and one command, with all that was earned meanwhile', async () => {
    const { network, story, issued, terminal } = networkWith({});
    const home = network.plan.nodes[1]?.home ?? '';
    mkdirSync(join(home, 'data', 'attestations'), { recursive: true });
    for (const name of ['b.attestation', 'c.new'])
      writeFileSync(join(home, 'data', 'attestations', name), '');
    const running = runLoop(network, terminal as never, Date.now() - 2_000, SIGNAL);
    await listened(story);
    story.say({ ...UPDATED, feedId: 2 });
    story.say(UPDATED);
    await expect.poll(() => issued.length).toBe(1);
    await expect.poll(() => story.listening).toBeGreaterThan(1);
    story.say(settled(1n));
    const result = await running;
    expect(result.feed).toEqual({
      ...{ id: 1, value: '21.50', unit: 'Cel', decimals: 2, round: 3, observations: 3, notaries: 2 },
      ...{ modes: { PROXY: 3 }, spread: '0.5', tx: AT.txHash, gas: 123_456 },
    });
    expect([result.chain, result.rewards['b']]).toEqual(['wasmd', '10ucx3']);
    expect(result.attestations).toEqual([join(home, 'data', 'attestations', 'b.attestation')]);
    expect(result.seconds).toBeGreaterThanOrEqual(2);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(story.listening).toBe(0);
  });

  it('is whole where a node has attested nothing', () => {
    expect(attestationFiles({ plan: planNetwork(dataDir, 20_000) })).toEqual([]);
  });
});

it('the summary ends with commands that exist, with the options that they have', () => {
  const printed: string[] = [];
  const charged: string[] = [];
  const { network } = networkWith({});
  const feed = {
    id: 1,
    value: '21.50',
    unit: 'Cel',
    decimals: 2,
    round: 3,
    observations: 3,
    notaries: 2,
    modes: { MPC: 1, PROXY: 2 },
    spread: '0.5',
    tx: 'AB',
    gas: 5,
  };
  const result: LoopResult = {
    ...{ ok: true, chain: 'devnet', seconds: 14.2, feed },
    command: { id: 1, status: 'settled', receipt: 'ab', tx: 'CD' },
    rewards: { a: '70ucx3', b: '30ucx3' },
    attestations: ['data/x.attestation'],
  };
  printSummary(result, network, { print: (text) => printed.push(text) });
  const text = printed.join('\n');
  expect(text).toContain('value     21.50 Cel (spread 0.5), feed 1, round 3');
  expect(text).toContain('3 observations, 2 notaries, MPC × 1, PROXY × 2');
  expect(text).toMatch(/earned +node-1 +70ucx3\n +earned +b +30ucx3/);
  expect(text).toContain('5 gas (an estimate), tx AB');
  printSummary({ ...result, chain: 'rpc' }, network, { print: (line) => charged.push(line) });
  expect(charged.join('\n')).toContain('5 gas, tx AB');
  const [, example = ''] = /node scripts\/run\.mjs (\S+) --oracle/.exec(text) ?? [];
  expect(existsSync(join(repositoryRoot, example)), example).toBe(true);
  const commands = printed.flatMap((line) => /npx (\S+) (.+)$/.exec(line)?.slice(1) ?? []);
  expect(commands).toHaveLength(4);
  for (let at = 0; at < commands.length; at += 2)
    expect(
      problemsOf(
        workspacePrograms().get(commands[at] ?? '') ?? '',
        (commands[at + 1] ?? '').split(' '),
        askProgram,
      ),
    ).toEqual([]);
});
