import { openDeviceStore } from 'cloudx3-emulator/in-process';
import type { EmulatedVendor } from 'cloudx3-emulator';
import * as z from 'zod';
import { KEY } from '../exemplar.ts';
import { METER_TABLE, meterVendor, withCloud } from '../meter-cloud.ts';

/** What is wrong, in which vendor, and the checks that are there to find it, by name. */
type EmulatedViolation = readonly [what: string, vendor: EmulatedVendor, fails: readonly (string | RegExp)[]];

const meter = meterVendor();
const { firstTable: _, ...withoutFirstTable } = meter;

/** What can be wrong with an emulated vendor. */
export const EMULATED_VIOLATIONS: readonly EmulatedViolation[] = [
  [
    'another vendor than the adapter’s',
    { ...meter, vendor: 'other' },
    ['is of the vendor that the adapter is of'],
  ],
  [
    'a cloud that has no name of its own',
    { ...meter, table: z.strictObject({ host: z.string().default('localhost'), key: z.string() }) },
    ['gives its cloud the name of a server of its own'],
  ],
  [
    'a table that takes whatever stands in it',
    { ...meter, table: z.looseObject({ host: z.string().default('api.meter.example.org') }) },
    ['refuses a member that it does not know'],
  ],
  [
    'a table that nobody makes and that must not be empty',
    withoutFirstTable,
    ['may be empty, since none is made at the first start'],
  ],
  [
    'one key for everybody',
    { ...meter, firstTable: () => METER_TABLE },
    ['is made at the first start, anew each time'],
  ],
  [
    'an answer without a reading',
    meterVendor({ written: ({ total: __, ...rest }) => JSON.stringify([rest]) }),
    ['gives every reading, within the size that the operation takes'],
  ],
  [
    'an answer that is too long',
    meterVendor({ written: (shown) => JSON.stringify([{ ...shown, more: 'x'.repeat(640) }]) }),
    ['gives every reading, within the size that the operation takes'],
  ],
  [
    'a time of measurement that stands still',
    meterVendor({ measuredS: () => 1_700_000_000 }),
    ['was measured before it is shown, and goes with the time'],
  ],
  [
    'readings that faults do not find',
    withCloud(meter, () => ({ readingPaths: [] })),
    [/^the fault "(missing|null|nan|text|out-of-bounds)" is /],
  ],
  [
    'names that are written in another way each time',
    meterVendor({
      written: (shown) =>
        JSON.stringify([shown]).replaceAll(
          /"(\w)(\w*)":/g,
          (_all, first: string, rest: string) => `"\\u00${first.charCodeAt(0).toString(16)}${rest}":`,
        ),
    }),
    [/^the fault "duplicate" is /],
  ],
  [
    'refusals that nobody can tell apart',
    withCloud(meter, () => ({
      refuse: () => ({ status: 400, headers: [], body: '', framing: 'content-length' }),
    })),
    [/ told as such/],
  ],
  [
    'a key that is not looked at',
    meterVendor({ takes: () => true }),
    ['that differ in one character are refused'],
  ],
  [
    'a device that shows its key',
    withCloud(meter, ({ devices: [device] }) => ({
      devices: [{ id: 'm1', online: true, ...device, describe: () => ({ key: KEY }) }],
    })),
    ['stand in no answer and in no state'],
  ],
  [
    'more requests than the adapter states',
    meterVendor({ requests: 2 }),
    [/^are those that the adapter states/],
  ],
  [
    'a relay that does not move',
    meterVendor({ turned: (_wanted, before) => before }),
    ['is done and read back, for each value'],
  ],
  [
    'a relay that turns at each command',
    meterVendor({ turned: (wanted, before) => (wanted === before ? !before : wanted) }),
    ['is done once where it comes twice'],
  ],
  [
    'an action that nobody can tell',
    withCloud(meter, () => ({ isAction: () => false })),
    ['is not done where the vendor refuses'],
  ],
  [
    'a state that is kept nowhere',
    {
      ...meter,
      open: (table, deps) =>
        meter.open(table, { ...deps, logs: openDeviceStore(':memory:').logsOf('meter') }),
    },
    ['is kept where the emulator is started anew'],
  ],
  [
    'a device that is never lost',
    withCloud(meter, () => ({ devices: [{ id: 'm1', online: true, describe: () => ({}) }] })),
    ['is told to nobody whom the cloud has lost'],
  ],
  [
    'a series out of order',
    withCloud(meter, ({ series }) => ({
      series: Object.fromEntries(
        Object.entries(series).map(([name, own]) => [name, { ...own, times: [60_000, 0] }]),
      ),
    })),
    ['stand in order, and begin anew after their end'],
  ],
];
