import { writeFileSync } from 'node:fs';
import { ChainReader, SdkError } from '@cloudx3/sdk';
import { Command, InvalidArgumentError } from 'commander';
import { fromHex } from '../check/text.ts';
import { VerifierError } from '../error.ts';
import { checkFile, checkOnChain } from '../verdict.ts';
import type { Verdict } from '../verdict.ts';
import { verdictText } from './print.ts';
import { VERSION } from './version.ts';

interface CheckOptions {
  readonly notary?: readonly Uint8Array[];
  readonly feed?: number;
  readonly round?: bigint;
  readonly rpc?: string;
  readonly oracle?: string;
  readonly save?: string;
  readonly json?: true;
}

const program = new Command('cloudx3-verifier')
  .description('Re-checks attestations and published values, and trusts nobody.')
  .version(VERSION)
  .showHelpAfterError();

program
  .command('check')
  .description('check an attestation or report in FILE, offline; or, with --feed and --rpc, a value on chain')
  .argument('[file]', 'an .attestation or .report file')
  .option('--notary <hex>', 'key of a notary that you trust (repeat for more)', collectKeys)
  .option('--feed <id>', 'feed on chain', readCount)
  .option('--round <n>', 'round of the feed; the newest without it', (text) => BigInt(readCount(text)))
  .option('--rpc <url>', 'RPC of the chain')
  .option('--oracle <address>', 'address of the oracle contract')
  .option('--save <file>', 'with --feed: keep the report as a file that can be checked offline')
  .option('--json', 'the verdict as JSON')
  .action(async (file: string | undefined, options: CheckOptions) => {
    const verdict = await check(file, options);
    console.log(options.json ? JSON.stringify(verdict) : verdictText(verdict));
    process.exitCode = verdict.ok ? 0 : 1;
  });

async function check(file: string | undefined, options: CheckOptions): Promise<Verdict> {
  if (file !== undefined)
    return checkFile(file, options.notary === undefined ? {} : { notaries: options.notary });
  const { feed, rpc, oracle, round, save } = options;
  if (feed === undefined || rpc === undefined || oracle === undefined) {
    throw new VerifierError('verifier.usage', 'give a FILE, or --feed ID --oracle ADDRESS --rpc URL');
  }
  const chain = await ChainReader.connect({ rpcUrl: rpc });
  try {
    const found = await checkOnChain(chain, {
      oracle,
      feedId: feed,
      ...(round === undefined ? {} : { round }),
    });
    if (save !== undefined) writeFileSync(save, found.file);
    return found.verdict;
  } finally {
    chain.close();
  }
}

function collectKeys(text: string, before: readonly Uint8Array[] = []): readonly Uint8Array[] {
  const key = fromHex(text);
  if (key?.length !== 33) throw new InvalidArgumentError('a key is 66 hexadecimal digits');
  return [...before, key];
}

function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 0) throw new InvalidArgumentError('give a whole number');
  return count;
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof VerifierError || error instanceof SdkError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 2;
}
