import { Command, InvalidArgumentError } from 'commander';
import { DevnetError } from '../errors.ts';
import { GENESIS_DEFAULTS } from '../chain/genesis.ts';
import { faucet } from './faucet.ts';
import { init } from './init.ts';
import { start } from './start.ts';
import { VERSION } from './version.ts';

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('must be a whole number');
  return Number(text);
}

const program = new Command('cloudx3-devnet')
  .description(
    'The embedded chain: CosmWasm contracts behind the CometBFT RPC that cosmjs speaks. One process, one node, for development and tests.',
  )
  .version(VERSION);

program
  .command('init')
  .description('write a genesis file and a funded development account into a new home')
  .requiredOption('--home <dir>', 'folder of the chain')
  .option('--chain-id <id>', 'name of the chain')
  .option('--denom <denom>', 'denomination of fees and funds')
  .option('--fund <address...>', 'addresses to fund at genesis besides the development account')
  .option('--json', 'one JSON line on stdout')
  .action(init);

program
  .command('start')
  .description('run the chain in this home; the first start creates it')
  .requiredOption('--home <dir>', 'folder of the chain')
  .option('--port <n>', 'RPC port, 0 for any', whole, 26657)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--chain-id <id>', 'name of the chain; a home that has one must have this one')
  .option('--block-ms <n>', 'milliseconds between blocks', whole, 1000)
  .option(
    '--least-block-ms <n>',
    'milliseconds between blocks while transactions wait (default: as --block-ms)',
    whole,
  )
  .option('--genesis <file>', 'genesis for a home without a chain (default: genesis.json in the home)')
  .option('--log-file <file>', 'write the log there instead of stderr')
  .option('--log-level <level>', 'trace, debug, info, warn, error or silent', 'info')
  .option('--json', 'one JSON line on stdout once the RPC answers')
  .action(start);

program
  .command('faucet')
  .description('send an address money of an account that the genesis funded')
  .argument('<address>', 'who gets it')
  .requiredOption(
    '--from <file>',
    'file with the words of the account: dev-account.json of the home, or of "npm start" .data/emulator/accounts/owner',
  )
  .option('--rpc <url>', 'where the chain answers', 'http://127.0.0.1:26657')
  .option('--amount <coin>', 'how much', `100000000${GENESIS_DEFAULTS.denom}`)
  .option('--gas-price <price>', 'price of gas (default: 0.025 of that coin)')
  .option('--json', 'one JSON line on stdout')
  .action(faucet);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof DevnetError)) throw error;
  console.error(`${error.message} [${error.code}]`);
  process.exitCode = 1;
}
