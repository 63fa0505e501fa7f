import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAccount, openAccounts, openDeviceKey, openPassphrase } from './accounts.ts';
import { HOSTS, openCertificates, readText } from './certificates.ts';
import { startChain } from './chain-process.ts';
import { StartError } from './error.ts';
import { planNetwork } from './plan.ts';
import type { ProcessSpec } from './processes.ts';
import { refuseOther, refuseOtherChain } from './start-network.ts';
import { readState, writeState } from './state.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cloudx3-data-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

/** What a start that was killed while it wrote a file leaves, readable by everybody. */
function leaveHalf(file: string): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(`${file}.new`, 'hal', { mode: 0o644 });
}

describe('secrets of a network', () => {
  it('are made at their first use and are the same at the second', async () => {
    const plan = planNetwork(dataDir, 20_000);
    const made = [await openAccounts(plan), openDeviceKey(dataDir), readText(openPassphrase(dataDir))];
    const again = [await openAccounts(plan), openDeviceKey(dataDir), readText(openPassphrase(dataDir))];
    const addresses = (accounts: unknown) =>
      JSON.stringify(accounts, ['deployer', 'owner', 'notaries', 'address']);
    expect(addresses(again[0])).toBe(addresses(made[0]));
    expect(again.slice(1)).toEqual(made.slice(1));
    expect(openDeviceKey(dataDir)).toHaveLength(32);
  });

  it('belong to one person each: no two accounts are one', async () => {
    const { deployer, owner, notaries } = await openAccounts(planNetwork(dataDir, 20_000));
    const addresses = [deployer, owner, ...notaries].map(({ address }) => address);
    expect(new Set(addresses).size).toBe(4);
  });

  it('are whole and for this user alone, whatever a killed start left', async () => {
    const files = ['owner', 'device', 'passphrase'].map((name) => join(dataDir, 'accounts', name));
    for (const file of files) leaveHalf(file);
    await openAccount(dataDir, 'owner', 'wasm');
    openDeviceKey(dataDir);
    openPassphrase(dataDir);
    expect(files.map(modeOf)).toEqual(['600', '600', '600']);
    expect(files.filter((file) => existsSync(`${file}.new`))).toEqual([]);
    expect(
      readText(files[0] ?? '')
        .trim()
        .split(' '),
    ).toHaveLength(24);
  });
});

describe('certificates of a network', () => {
  const certificates = async (nowMs?: number) => {
    const { ca, vendor, notary } = await openCertificates(dataDir, nowMs);
    const read = (file: string) => new X509Certificate(readFileSync(file));
    return {
      ca: read(ca),
      vendor: read(vendor.cert),
      notary: read(notary.cert),
      keys: [vendor.key, notary.key],
    };
  };

  it('are of one authority, for the names that the network goes by', async () => {
    const { ca, vendor, notary, keys } = await certificates();
    for (const issued of [vendor, notary]) expect(issued.verify(ca.publicKey)).toBe(true);
    for (const host of Object.values(HOSTS)) expect(vendor.checkHost(host)).toBe(host);
    expect([notary.checkHost('localhost'), notary.checkIP('127.0.0.1')]).toEqual(['localhost', '127.0.0.1']);
    expect(keys.map(modeOf)).toEqual(['600', '600']);
  });

  it('are the same at the next start, and new ones before they end', async () => {
    const first = await certificates();
    expect((await certificates()).vendor.fingerprint256).toBe(first.vendor.fingerprint256);
    const lastDay = first.vendor.validToDate.getTime() - 3_600_000;
    const { ca, vendor } = await certificates(lastDay);
    expect(vendor.validToDate.getTime()).toBeGreaterThan(lastDay + 300 * 86_400_000);
    expect(vendor.verify(ca.publicKey)).toBe(true);
  });

  it('are made anew where a start was killed while it made them', async () => {
    mkdirSync(join(dataDir, 'tls.new'));
    writeFileSync(join(dataDir, 'tls.new', 'vendor.pem'), 'hal');
    const { ca, vendor } = await certificates();
    expect(vendor.verify(ca.publicKey)).toBe(true);
    expect(existsSync(join(dataDir, 'tls.new'))).toBe(false);
  });
});

describe('what was deployed', () => {
  const STATE = { source: 'emulator', oracle: 'wasm1oracle', feedId: 1 };

  it('is remembered, and nothing is where there was no network', () => {
    expect(readState(dataDir)).toBeUndefined();
    writeState(dataDir, STATE);
    writeState(dataDir, { ...STATE, device: 'ab' });
    expect(readState(dataDir)).toEqual({ ...STATE, device: 'ab' });
  });

  it.each([
    [{}, { source: 'live' }, /with the source "emulator", not "live"/],
    [{}, { chain: 'wasmd' }, /on the chain "devnet", not on "wasmd"/],
    [{}, { chain: 'rpc' }, /on the chain "devnet", not on "rpc"/],
    [{ chain: 'wasmd' }, {}, /on the chain "wasmd", not on "devnet"/],
  ] as const)('%j is not gone on with as %j', (before, wanted, refusal) => {
    const options = { source: 'emulator', dataDir, ...wanted } as const;
    expect(() => refuseOther({ ...STATE, ...before }, options)).toThrow(refusal);
  });

  it('is gone on with on the same chain', () => {
    const options = { source: 'emulator', dataDir } as const;
    expect(() => refuseOther(STATE, { ...options, chain: 'devnet' })).not.toThrow();
    expect(() => refuseOther({ ...STATE, chain: 'wasmd' }, { ...options, chain: 'wasmd' })).not.toThrow();
  });

  it('is on a chain of one name, wherever that is asked', () => {
    const plan = planNetwork(dataDir, 20_000);
    const { chainId } = plan.chain;
    for (const fits of [{}, { chainId }]) expect(() => refuseOtherChain(fits, plan)).not.toThrow();
    const other = () => refuseOtherChain({ chainId: 'other-1' }, plan);
    expect(other).toThrow(/on the chain other-1, and http:\/\/127\.0\.0\.1:20000 is cloudx3-local-1/);
    expect(other).toThrow(expect.objectContaining({ code: 'start.data.other' }));
  });

  it.each([
    ['half a file', '{"source":"emu'],
    ['a network of another version', '{"source":"emulator","feedId":"1"}'],
    ['something else', '[]'],
  ])('%s is told with a way out, and is not taken for a bug', (_, text) => {
    writeFileSync(join(dataDir, 'network.json'), text);
    const reading = () => readState(dataDir);
    expect(reading).toThrow(StartError);
    expect(reading).toThrow(/network\.json is not of a network that this version can go on with/);
    expect(reading).toThrow(expect.objectContaining({ remedy: expect.stringContaining('--data') as string }));
  });
});

describe('the chain', () => {
  const started: ProcessSpec[] = [];
  const processes = {
    start: (spec: ProcessSpec) => {
      started.push(spec);
      return Promise.resolve(expect.anything());
    },
  };

  it('begins with the accounts of its first start, and keeps them', async () => {
    const plan = planNetwork(dataDir, 20_000);
    const genesis = join(dataDir, 'chain', 'genesis.json');
    leaveHalf(genesis);
    await startChain(processes, plan, ['wasm1a', 'wasm1b'], 'devnet');
    const text = readFileSync(genesis, 'utf8');
    expect((JSON.parse(text) as { accounts: unknown }).accounts).toMatchObject([
      { address: 'wasm1a' },
      { address: 'wasm1b' },
    ]);
    await startChain(processes, plan, ['wasm1c'], 'devnet');
    expect(readFileSync(genesis, 'utf8')).toBe(text);
    expect(started.at(-1)?.args.join(' ')).toContain(`--port 20000 --genesis ${genesis}`);
    expect(existsSync(`${genesis}.new`)).toBe(false);
  });

  it('is a genuine wasmd where that is asked for, with the same accounts and names', async () => {
    await startChain(processes, planNetwork(dataDir, 20_000), ['wasm1a', 'wasm1b'], 'wasmd');
    const { script, args } = started.at(-1) ?? {};
    expect(script).toMatch(/scripts\/wasmd\/main\.ts$/);
    expect(args?.join(' ')).toContain('--port 20000 --block-ms 500 --chain-id cloudx3-local-1 --denom ucx3');
    expect(args?.slice(-3)).toEqual(['--fund', 'wasm1a', 'wasm1b']);
  });
});
