import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import pino from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DevnetErrorCode } from '../errors.ts';
import { temporaryHome } from '../testing/store.ts';
import type { DevnetOptions } from './devnet-options.ts';
import { resolveOptions } from './devnet-options.ts';
import type { OpenChain } from './open-chain.ts';
import { openChain } from './open-chain.ts';

const START = 1_800_000_000_000_000_000n;

function open(home: string, genesis?: DevnetOptions['genesis']): OpenChain {
  const options = resolveOptions({ home, ...(genesis === undefined ? {} : { genesis }) });
  return openChain(options, { logger: pino({ level: 'silent' }), clock: () => START, now: () => 0 });
}

function opened(home: string, genesis?: DevnetOptions['genesis']): OpenChain {
  const chain = open(home, genesis);
  onTestFinished(() => {
    try {
      chain.chain.store.close();
    } catch {
      // The test has closed it.
    }
  });
  return chain;
}
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

describe('a home', () => {
  it('without a chain gets one from the genesis, with a first block', () => {
    const { chain, genesis } = opened(temporaryHome(), {
      chainId: 'mine-1',
      denom: 'ucoin',
      blockMaxGas: 7_000_000,
    });
    expect([chain.head.height, chain.options.chainId, chain.options.blockMaxGas]).toEqual([
      1,
      'mine-1',
      7_000_000,
    ]);
    expect(genesis.config.minGasPrice).toBe('0.025ucoin');
    expect(chain.options.genesisTime).toBe(START);
  });

  it('starts at the genesis’ time where it names one', () => {
    const { chain } = opened(temporaryHome(), { time: '2026-01-02T03:04:05.678Z' });
    expect(chain.options.genesisTime).toBe(1_767_323_045_678_000_000n);
  });

  it('goes on with its own chain, whatever genesis is given later, unless it names another', () => {
    const home = temporaryHome();
    const first = opened(home, { chainId: 'mine-1', denom: 'ucoin', time: '2026-01-02T03:04:05Z' });
    first.chain.produceBlock();
    const { head } = first.chain;
    first.chain.store.close();
    expect(() => open(home, { chainId: 'other-1' })).toThrow(code(DevnetErrorCode.homeForeign));
    const again = opened(home, { chainId: 'mine-1', denom: 'uother', time: '2027-01-01T00:00:00Z' });
    expect(again.genesis.config).toEqual({ ...first.genesis.config, time: '2026-01-02T03:04:05.000Z' });
    expect(again.chain.head).toEqual(head);
    expect(again.chain.validator.address).toEqual(first.chain.validator.address);
  });

  it('is let go of where its chain cannot be opened', () => {
    const home = temporaryHome();
    expect(() => open(home, { chainId: '' })).toThrow(code(DevnetErrorCode.genesisInvalid));
    opened(home, { chainId: 'mine-1' }).chain.store.close();
    expect(() => open(home, { chainId: 'other-1' })).toThrow(code(DevnetErrorCode.homeForeign));
    opened(home);
  });

  it('whose settings are damaged is refused', () => {
    const home = temporaryHome();
    opened(home).chain.store.close();
    const database = new DatabaseSync(join(home, 'chain.db'));
    database.exec("DELETE FROM meta WHERE name = 'genesis_time'");
    database.close();
    expect(() => open(home)).toThrow(code(DevnetErrorCode.stateCorrupt));
  });
});
