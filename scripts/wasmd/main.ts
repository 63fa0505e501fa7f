import { Command, InvalidArgumentError } from 'commander';
import { buildWasmd } from './build.ts';
import { WasmdError } from './error.ts';
import { startWasmd } from './start.ts';

interface StartFlags {
  readonly home: string;
  readonly port: number;
  readonly blockMs: number;
  readonly chainId: string;
  readonly denom: string;
  readonly fund: readonly string[];
  readonly json?: true;
}

const ended = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => ended.abort());
const tell = (text: string): void => console.error(text);

const program = new Command('wasmd').description(
  'A genuine wasmd for development and tests, from the Go module proxy: the chain that the devnet is held against.',
);

program
  .command('build')
  .description('build wasmd, or find that it is built')
  .option('--json', 'print one line of JSON on stdout; progress goes to stderr')
  .action(async ({ json }: { readonly json?: true }) => {
    const built = await buildWasmd({ tell, signal: ended.signal });
    console.log(json ? JSON.stringify(built) : built.program);
  });

program
  .command('start')
  .description(
    'build if needed, then run one node on 127.0.0.1 until SIGINT or SIGTERM; the first start makes the chain',
  )
  .requiredOption(
    '--home <dir>',
    'folder of the chain; dev-account.json in it has the key of a funded account',
  )
  .option('--port <n>', 'RPC port', wholeNumber, 26_657)
  .option('--block-ms <n>', 'milliseconds between blocks', wholeNumber, 500)
  .option('--chain-id <id>', 'name of a new chain', 'cloudx3-wasmd-1')
  .option('--denom <denom>', 'denomination of fees, funds and stake', 'ustake')
  .option('--fund <address...>', 'addresses to fund at genesis besides the development account', [])
  .option('--json', 'one JSON line on stdout once there is a block')
  .action(start);

async function start({ json, ...flags }: StartFlags): Promise<void> {
  const built = await buildWasmd({ tell, signal: ended.signal });
  await using node = await startWasmd(built.program, { ...flags, signal: ended.signal });
  const { rpcUrl: rpc, chainId, pid, account } = node;
  const { address } = account;
  if (json) console.log(JSON.stringify({ ready: true, rpc, chainId, height: 1, pid, account: address }));
  else console.log(`chain ${chainId}, RPC ${rpc}, pid ${pid}; the key of ${address} is in ${flags.home}`);
  const stopped = new Promise<void>((resolve) => {
    ended.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  if (!ended.signal.aborted) await Promise.race([stopped, node.crash]);
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('must be a whole number');
  return Number(text);
}

try {
  await program.parseAsync();
} catch (error) {
  if (ended.signal.aborted) process.exitCode = 130;
  else if (!(error instanceof WasmdError)) throw error;
  else {
    console.error(`${error.message} [${error.code}]`);
    process.exitCode = 1;
  }
}
