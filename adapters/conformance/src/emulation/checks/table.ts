import { tableName } from 'cloudx3-emulator';
import { expect } from 'vitest';
import { checksOf } from '../../check.ts';
import type { Check } from '../../check.ts';
import type { EmulatedSubject } from '../subject.ts';

/** The vendor's part of `emulator.toml`. */
export function tableChecks(subject: EmulatedSubject): Check[] {
  const { vendor, adapter, setup } = subject;
  const { firstTable } = vendor;
  return checksOf(`[${tableName(vendor)}]`, {
    'is of the vendor that the adapter is of': () => {
      expect(vendor.vendor).toBe(adapter.vendor);
    },
    'gives its cloud the name of a server of its own': () => {
      const { host: _host, ...others } = setup.table;
      expect(vendor.table.parse(others).host).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
    },
    'refuses a member that it does not know': () => {
      expect(vendor.table.safeParse({ ...setup.table, nobody_knows_this: 1 }).success).toBe(false);
    },
    ...(firstTable === undefined
      ? {
          'may be empty, since none is made at the first start': () => {
            expect(vendor.table.safeParse({}).success).toBe(true);
          },
        }
      : {
          'is made at the first start, anew each time': () => {
            const tables = [firstTable(), firstTable()];
            for (const table of tables) expect(vendor.table.safeParse(table).success).toBe(true);
            expect(tables[0]).not.toEqual(tables[1]);
          },
        }),
  });
}
