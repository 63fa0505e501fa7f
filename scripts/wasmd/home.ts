import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { outputOf } from './command.ts';
import { WasmdError, WasmdErrorCode } from './error.ts';

/** What a new chain starts from. */
export interface ChainGenesis {
  /** Empty, missing, or a chain of ours that goes on. */
  readonly home: string;
  readonly chainId: string;
  /** Denomination of fees, funds and stake. */
  readonly denom: string;
  /** More addresses that have coins from the first block on. */
  readonly fund: readonly string[];
}

/** The account that has the chain's stake and coins to try things with. */
export interface DevAccount {
  readonly address: string;
  readonly mnemonic: string;
}

/** The same as the devnet's genesis gives an account. */
export const FUNDS = '1000000000000000';
const STAKE = '1000000000';
/** Gas of one block, as on the devnet: a chain without a bound would let a simulation take any. */
const BLOCK_MAX_GAS = '100000000';
const ACCOUNT_FILE = 'dev-account.json';
/** Name of the account in the keyring of its home. */
export const DEV_KEY = 'dev';
export const KEYRING = ['--keyring-backend', 'test'] as const;

/** Makes the chain's home where there is none yet. The keys lie in it unencrypted: it holds no coins that anybody should miss. */
export async function makeHome(program: string, genesis: ChainGenesis): Promise<DevAccount> {
  const { home } = genesis;
  const accountFile = join(home, ACCOUNT_FILE);
  if (existsSync(accountFile)) return JSON.parse(await readFile(accountFile, 'utf8')) as DevAccount;
  if (existsSync(join(home, 'config')))
    throw new WasmdError(
      WasmdErrorCode.homeForeign,
      `${home} holds another or half a chain. Use another home.`,
    );
  await mkdir(home, { recursive: true, mode: 0o700 });
  const run = (...args: readonly string[]): Promise<string> =>
    outputOf({ program, args: [...args, '--home', home] });
  await initialize(run, genesis);
  const account = JSON.parse(await run('keys', 'add', DEV_KEY, ...KEYRING, '--output', 'json')) as DevAccount;
  const { address, mnemonic } = account;
  for (const each of [address, ...genesis.fund])
    await run('genesis', 'add-genesis-account', each, `${FUNDS}${genesis.denom}`);
  await run(
    'genesis',
    'gentx',
    DEV_KEY,
    `${STAKE}${genesis.denom}`,
    '--chain-id',
    genesis.chainId,
    ...KEYRING,
  );
  await run('genesis', 'collect-gentxs');
  // Last: a home with this file is whole.
  await writeFile(accountFile, `${JSON.stringify({ address, mnemonic }, null, 2)}\n`, { mode: 0o600 });
  return { address, mnemonic };
}

async function initialize(
  run: (...args: readonly string[]) => Promise<string>,
  { home, chainId, denom }: ChainGenesis,
): Promise<void> {
  await run('init', 'dev', '--chain-id', chainId, '--default-denom', denom);
  const file = join(home, 'config', 'genesis.json');
  const content = JSON.parse(await readFile(file, 'utf8')) as {
    consensus: { params: { block: { max_gas: string } } };
  };
  content.consensus.params.block.max_gas = BLOCK_MAX_GAS;
  await writeFile(file, JSON.stringify(content, null, 2));
}
