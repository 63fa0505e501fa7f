import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DirectSecp256k1HdWallet } from '@cosmjs/proto-signing';
import { GENESIS_DEFAULTS, readGenesis } from '../chain/genesis.ts';
import { DevnetError, DevnetErrorCode } from '../errors.ts';
import { hasDatabase } from '../store/database.ts';

export const GENESIS_FILE = 'genesis.json';
const ACCOUNT_FILE = 'dev-account.json';
const FUNDS = '1000000000000000';

interface InitOptions {
  readonly home: string;
  readonly chainId?: string;
  readonly denom?: string;
  readonly fund?: readonly string[];
  readonly json?: boolean;
}

/** Prepares a home. The mnemonic goes into a file that only its owner reads, never to the terminal. */
export async function init(options: InitOptions): Promise<void> {
  const file = join(options.home, GENESIS_FILE);
  if (existsSync(file) || hasDatabase(options.home)) {
    throw new DevnetError(
      DevnetErrorCode.homeForeign,
      `${options.home} holds a chain already. Use another --home.`,
    );
  }
  const wallet = await DirectSecp256k1HdWallet.generate(24, { prefix: GENESIS_DEFAULTS.addressPrefix });
  const [account] = await wallet.getAccounts();
  if (account === undefined) throw new Error('a wallet has an account');
  const denom = options.denom ?? GENESIS_DEFAULTS.denom;
  const coins = [{ denom, amount: FUNDS }];
  const accounts = [account.address, ...(options.fund ?? [])].map((address) => ({ address, coins }));
  const chainId = options.chainId ?? GENESIS_DEFAULTS.chainId;
  const genesis = { chainId, denom, minGasPrice: `0.025${denom}`, accounts };
  readGenesis(genesis);
  mkdirSync(options.home, { recursive: true });
  const accountFile = join(options.home, ACCOUNT_FILE);
  const secret = JSON.stringify({ address: account.address, mnemonic: wallet.mnemonic }, null, 2);
  writeFileSync(accountFile, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  writeFileSync(file, `${JSON.stringify(genesis, null, 2)}\n`, { flag: 'wx' });
  if (options.json === true) {
    console.log(JSON.stringify({ chainId, genesis: file, account: account.address, accountFile }));
  } else {
    console.log(
      `${file}: chain ${chainId}\n${accountFile}: the key of ${account.address}, funded with ${FUNDS}${denom}`,
    );
  }
}
