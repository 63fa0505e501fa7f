import { writeFileSync } from 'node:fs';
import { fromHex } from '@cosmjs/encoding';
import { SdkError } from '@cloudx3/sdk';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { VerifierError } from '../error.ts';
import type { ReadableChain } from '../source/chain.ts';
import { checkFile, checkOnChain } from '../verdict.ts';
import type { Verdict } from '../verdict.ts';
import { verdictText } from './print.ts';
import { VERSION } from './version.ts';

/** What the program reaches the world through, files apart. */
export interface Surroundings {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly connect: (rpcUrl: string) => Promise<ReadableChain & { close(): void }>;
}

/** 0: no check failed. 1: one did. 2: it could not be checked at all. */
export type ExitCode = 0 | 1 | 2;

interface CheckOptions {
  readonly notary?: readonly Uint8Array[];
  readonly feed?: number;
  readonly round?: bigint;
  readonly rpc?: string;
  readonly oracle?: string;
  readonly save?: string;
  readonly json?: true;
}

/** Runs the program with these arguments, and says how it ended. Never rejects. */
export async function runVerifier(args: readonly string[], around: Surroundings): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = programOf(around, async (file, options) => {
    const verdict = await check(file, options, around);
    around.out(options.json ? JSON.stringify(verdict) : verdictText(verdict));
    exitCode = verdict.ok ? 0 : 1;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Help and version were asked for; a wrong argument has been said already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const isKnown = error instanceof VerifierError || error instanceof SdkError;
    around.err(isKnown ? `${error.code}: ${error.message}` : unexpected(error));
    return 2;
  }
}

type CheckAction = (file: string | undefined, options: CheckOptions) => Promise<void>;

function programOf({ out, err }: Surroundings, action: CheckAction): Command {
  const program = new Command('cloudx3-verifier')
    .description('Re-checks attestations and published values, and trusts nobody.')
    .version(VERSION)
    .showHelpAfterError()
    .exitOverride()
    .configureOutput({ writeOut: (text) => out(text.trimEnd()), writeErr: (text) => err(text.trimEnd()) });
  program
    .command('check')
    .description(
      'check an attestation or report in FILE, offline; or, with --feed and --rpc, a value on chain',
    )
    .argument('[file]', 'an .attestation or .report file')
    .option('--notary <hex>', 'key of a notary that you trust (repeat for more)', collectKeys)
    .option('--feed <id>', 'feed on chain', readCount)
    .option('--round <n>', 'round of the feed; the newest without it', (text) => BigInt(readCount(text)))
    .option('--rpc <url>', 'RPC of the chain')
    .option('--oracle <address>', 'address of the oracle contract')
    .option('--save <file>', 'with --feed: keep the report as a file that can be checked offline')
    .option('--json', 'the verdict as JSON')
    .action(action);
  return program;
}

async function check(
  file: string | undefined,
  { notary, feed, rpc, oracle, round, save }: CheckOptions,
  { connect }: Surroundings,
): Promise<Verdict> {
  const trust = notary === undefined ? {} : { notaries: notary };
  const ofChain = [feed, rpc, oracle, round, save];
  if (file !== undefined) {
    if (ofChain.every((option) => option === undefined)) return checkFile(file, trust);
    throw new VerifierError(
      'verifier.usage',
      'a FILE is checked offline; leave --feed and what goes with it out',
    );
  }
  if (feed === undefined || rpc === undefined || oracle === undefined) {
    throw new VerifierError('verifier.usage', 'give a FILE, or --feed ID --oracle ADDRESS --rpc URL');
  }
  const chain = await connect(rpc);
  try {
    const at = { oracle, feedId: feed, ...(round === undefined ? {} : { round }) };
    const found = await checkOnChain(chain, at, trust);
    if (save !== undefined) keep(save, found.file);
    return found.verdict;
  } finally {
    chain.close();
  }
}

function keep(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new VerifierError('verifier.file_unwritable', `${path} cannot be written: ${why}`, { cause });
  }
}

function collectKeys(text: string, before: readonly Uint8Array[] = []): readonly Uint8Array[] {
  if (!/^[0-9a-f]{66}$/i.test(text)) throw new InvalidArgumentError('a key is 66 hexadecimal digits');
  return [...before, fromHex(text)];
}

function readCount(text: string): number {
  const count = Number(text);
  if (!/^[0-9]+$/.test(text) || !Number.isSafeInteger(count)) {
    throw new InvalidArgumentError('give a whole number');
  }
  return count;
}

/** A mistake of this program's own, for a report about it. */
function unexpected(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
