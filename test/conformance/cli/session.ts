import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { said } from '@cloudx3/scripts';
import type { Said } from '@cloudx3/scripts';
import { CHAIN_ID, DENOM, TESTER_MNEMONIC } from '../chains.ts';
import type { RunningChain } from '../chains.ts';

const KEY = 'tester';
const KEYRING = ['--keyring-backend', 'test'];
/** How long a transaction may take to be in a block. */
const WAIT_MS = 30_000;

/** Gas by simulation: the command line simulates with a fee of 0ustake. */
export const AUTO = ['--gas', 'auto', '--gas-adjustment', '1.5', '--gas-prices', `0.025${DENOM}`];
/** Gas and fee as given, so that what fails is in a block. */
export const FIXED = ['--gas', '300000', '--fees', `7500${DENOM}`];

/** What wasmd's command line said of a query. */
export type Answer =
  { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly problem: string };

/** What became of a transaction. `refused`: before it was in a block, by the node or by the command line itself, which has no code. */
export type Sent =
  | { readonly refused: number | 'by the client'; readonly problem: string }
  | {
      readonly code: number;
      readonly codespace: string;
      readonly log: string;
      readonly gas: number;
      readonly events: readonly ChainEvent[];
      readonly hash: string;
    };

export interface ChainEvent {
  readonly type: string;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
}

/** The genuine wasmd as a client of one chain. */
export interface Cli {
  readonly chain: RunningChain;
  /** A folder for files. */
  readonly folder: string;
  /** Any command, on this chain. */
  readonly run: (...args: readonly string[]) => Promise<Said>;
  readonly query: (...args: readonly string[]) => Promise<Answer>;
  /** Signs as the tester, sends and waits for the block. */
  readonly tx: (args: readonly string[], gas?: readonly string[]) => Promise<Sent>;
  /** Sends what is signed already, with a command that does so, and waits for the block. */
  readonly send: (args: readonly string[]) => Promise<Sent>;
}

export const SIGNING = ['--from', KEY, '--chain-id', CHAIN_ID, ...KEYRING];

export async function openCli(program: string, chain: RunningChain, folder: string): Promise<Cli> {
  const home = await mkdtemp(join(folder, 'cli-'));
  const local = (args: readonly string[], input?: string): Promise<Said> =>
    said({
      program,
      args: [...args, '--home', home],
      ...(input === undefined ? {} : { input }),
    });
  const recovered = await local(['keys', 'add', KEY, '--recover', ...KEYRING], `${TESTER_MNEMONIC}\n`);
  if (recovered.exitCode !== 0) throw new Error(problemOf(recovered));
  const node = ['--node', chain.rpcUrl.replace('http:', 'tcp:')];
  const run = (...args: readonly string[]): Promise<Said> => local([...args, ...node]);
  const query: Cli['query'] = async (...args) => {
    const answer = await run('query', ...args, '--output', 'json');
    if (answer.exitCode !== 0) return { ok: false, problem: problemOf(answer) };
    return { ok: true, json: JSON.parse(answer.stdout) as unknown };
  };
  const send: Cli['send'] = async (args) => sentOf(await run('tx', ...args, '--output', 'json'), query);
  const tx: Cli['tx'] = (args, gas = AUTO) => send([...args, ...SIGNING, ...gas, '--yes']);
  return { chain, folder: home, run, query, tx, send };
}

interface TxJson {
  readonly txhash: string;
  readonly code: number;
  readonly codespace: string;
  readonly raw_log: string;
  readonly gas_used: string;
  readonly events: readonly ChainEvent[];
}

async function sentOf(answer: Said, query: Cli['query']): Promise<Sent> {
  if (answer.exitCode !== 0) return { refused: 'by the client', problem: problemOf(answer) };
  const { code, raw_log, txhash } = JSON.parse(answer.stdout) as TxJson;
  if (code !== 0) return { refused: code, problem: raw_log };
  const done = await inBlock(txhash, query);
  return {
    ...{ code: done.code, codespace: done.codespace, log: done.raw_log, gas: Number(done.gas_used) },
    ...{ events: done.events, hash: txhash },
  };
}

/** Asks until it is there. `wait-tx` would miss one whose block is indexed between its first look and its subscription. */
async function inBlock(hash: string, query: Cli['query']): Promise<TxJson> {
  for (const startedAt = performance.now(); ;) {
    const answer = await query('tx', hash);
    if (answer.ok) return answer.json as TxJson;
    if (performance.now() - startedAt > WAIT_MS) throw new Error(`${hash}: ${answer.problem}`);
  }
}

/** The last error that the command line logged, without colours, clock and the lines of wasmd's sources. */
export function problemOf({ stderr, stdout }: Said): string {
  const lines = stripVTControlCharacters(stderr).split('\n');
  const last =
    lines.findLast((line) => line.includes(' ERR ')) ?? lines.findLast((line) => line !== '') ?? stdout;
  const quoted = /err="(.*)"$/.exec(last)?.[1] ?? last;
  return quoted.replaceAll('\\"', '"').replaceAll(/ \[[\w./@-]+\.go:\d+\]/g, '');
}
