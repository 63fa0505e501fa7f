import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { EmulatedVendor } from 'cloudx3-emulator';
import { describe, expect, it } from 'vitest';
import { KEY, PARAMS, makeExemplar, packageWith } from '../testing/exemplar.ts';
import { failing, isNamed } from '../testing/judge.ts';
import { METER_TABLE, meterVendor } from '../testing/meter-cloud.ts';
import { EMULATED_VIOLATIONS } from '../testing/violations/emulated.ts';
import { emulatedChecks } from './suite.ts';

const DATA = 'time,power\n2007-02-01T00:00,1\n';
const SUM = createHash('sha256').update(DATA).digest('hex');

/** Names of all checks, and of those that failed, for a vendor whose package has these measured data. */
async function judge(
  vendor: EmulatedVendor,
  isRun: (name: string) => boolean = () => true,
  { sha256 = SUM, readme = 'meter.csv' }: { sha256?: string; readme?: string } = {},
) {
  using home = packageWith();
  const data = new URL('data/', home.root);
  mkdirSync(data);
  writeFileSync(new URL('meter.csv', data), DATA);
  const source = { what: 'power', licence: 'CC0', sha256 };
  writeFileSync(new URL('sources.json', data), JSON.stringify({ 'meter.csv': source }));
  writeFileSync(new URL('README.md', data), readme);
  const checks = emulatedChecks(vendor, {
    packageRoot: home.root,
    adapter: () =>
      makeExemplar({
        quotas: [{ requests: 1, perSeconds: 1, scope: 'credential', source: '' }],
        errors: ERRORS,
      }),
    table: METER_TABLE,
    credentials: { key: KEY },
    params: PARAMS,
  });
  return { names: new Set(checks.map(({ name }) => name)), failed: await failing(checks, isRun) };
}

const ERRORS = [
  {
    code: 'meter.limited',
    status: 429,
    meaning: 'Too fast.',
    remedy: 'Slow down.',
    retry: 'after-quota' as const,
  },
];

const DATA_CHECKS = [
  'are what sources.json says, byte for byte',
  'are all named in sources.json and explained in README.md',
];

describe('the suite of emulated vendors', () => {
  it('finds nothing in one that has nothing wrong with it', async () => {
    const { names, failed } = await judge(meterVendor());
    expect([...failed]).toEqual([]);
    expect(names.size).toBeGreaterThan(20);
  });

  it.each(EMULATED_VIOLATIONS)('finds %s', async (_, vendor, expected) => {
    const { names, failed } = await judge(vendor, (name) => isNamed(name, expected));
    for (const pattern of expected) {
      const named = [...names].filter((name) => isNamed(name, [pattern]));
      expect(named, String(pattern)).not.toEqual([]);
      expect([...failed]).toEqual(expect.arrayContaining(named));
    }
  });

  it('finds measured data that are others, or that nobody explains', async () => {
    const changed = await judge(meterVendor(), undefined, { sha256: '0'.repeat(64) });
    expect([...changed.failed]).toEqual([DATA_CHECKS[0]]);
    const silent = await judge(meterVendor(), undefined, { readme: '' });
    expect([...silent.failed]).toEqual([DATA_CHECKS[1]]);
  });

  it('has no check that nothing above was seen to fail', async () => {
    const seen = [...DATA_CHECKS, ...EMULATED_VIOLATIONS.flatMap(([, , expected]) => expected)];
    const { firstTable: _, ...vendor } = meterVendor();
    const names = [...(await judge(meterVendor())).names, ...(await judge(vendor, () => false)).names];
    expect(names.filter((name) => !isNamed(name, seen))).toEqual([]);
  });
});
