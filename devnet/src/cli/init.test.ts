import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DirectSecp256k1HdWallet } from '@cosmjs/proto-signing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readGenesis } from '../chain/genesis.ts';
import { DevnetErrorCode } from '../errors.ts';
import { createSigner } from '../testing/signing.ts';
import { openStore, temporaryHome } from '../testing/store.ts';
import { init } from './init.ts';

const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
});

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const newHome = (): string => join(temporaryHome(), 'chain');

describe('init', () => {
  it('writes a genesis that starts a chain, and a funded account that only its owner can read', async () => {
    const home = newHome();
    await init({ home });
    expect(readdirSync(home).sort()).toEqual(['dev-account.json', 'genesis.json']);
    const account = json(join(home, 'dev-account.json')) as { address: string; mnemonic: string };
    const wallet = await DirectSecp256k1HdWallet.fromMnemonic(account.mnemonic, { prefix: 'wasm' });
    expect((await wallet.getAccounts())[0]?.address).toBe(account.address);
    expect(statSync(join(home, 'dev-account.json')).mode & 0o777).toBe(0o600);
    const { config, accounts } = readGenesis(json(join(home, 'genesis.json')));
    expect(config).toMatchObject({
      chainId: 'cloudx3-devnet-1',
      denom: 'ustake',
      minGasPrice: '0.025ustake',
    });
    expect(accounts.map(({ coins }) => coins)).toEqual([[{ denom: 'ustake', amount: 10n ** 15n }]]);
    expect(lines.join()).toContain(account.address);
    expect(lines.join()).not.toContain(account.mnemonic.split(' ').slice(0, 3).join(' '));
  });

  it('takes a name, a denomination and further accounts to fund', async () => {
    const home = newHome();
    const fund = [createSigner(2).address];
    await init({ home, chainId: 'mine-1', denom: 'ucoin', fund, json: true });
    expect(json(join(home, 'genesis.json'))).toMatchObject({
      ...{ chainId: 'mine-1', denom: 'ucoin', minGasPrice: '0.025ucoin' },
      accounts: [{ coins: [{ denom: 'ucoin' }] }, { address: fund[0], coins: [{ denom: 'ucoin' }] }],
    });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        ...{ chainId: 'mine-1', genesis: join(home, 'genesis.json') },
        ...{ account: expect.any(String) as string, accountFile: join(home, 'dev-account.json') },
      },
    ]);
  });

  it('never touches a home that has a genesis or a chain', async () => {
    const home = newHome();
    await init({ home });
    const before = readdirSync(home).map((name) => readFileSync(join(home, name), 'utf8'));
    await expect(init({ home })).rejects.toMatchObject({ code: DevnetErrorCode.homeForeign });
    expect(readdirSync(home).map((name) => readFileSync(join(home, name), 'utf8'))).toEqual(before);
    const other = newHome();
    openStore(other);
    await expect(init({ home: other })).rejects.toMatchObject({ code: DevnetErrorCode.homeForeign });
  });

  it.each([{ chainId: 'a b' }, { denom: 'u' }, { fund: ['cosmos1nothing'] }])(
    'refuses what no chain could start from, and writes nothing: %j',
    async (options) => {
      const home = newHome();
      await expect(init({ home, ...options })).rejects.toMatchObject({
        code: DevnetErrorCode.genesisInvalid,
      });
      expect(() => readdirSync(home)).toThrow(/ENOENT/);
    },
  );
});
