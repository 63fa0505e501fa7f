import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordReader, tailLog } from './log-tail.ts';
import type { LogRecord } from './log-tail.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudx3-tail-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('gives the same records wherever what was written is cut, in the middle of a letter too', () => {
  const records = [{ unit: '°C' }, { message: 'the vendor’s answer' }];
  const bytes = Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  for (let at = 1; at < bytes.length; at++) {
    const read = recordReader();
    expect([...read(bytes.subarray(0, at)), ...read(bytes.subarray(at))]).toEqual(records);
  }
});

it('passes over what is no record, and waits for the end of a line', () => {
  const read = recordReader();
  expect(read(Buffer.from('Error: torn\n    at a.ts:1\n7\nnull\n{"a":1}\n{"b":'))).toEqual([{ a: 1 }]);
  expect(read(Buffer.from('2}\n'))).toEqual([{ b: 2 }]);
});

it('tells of what comes after it began, in a file that is not there yet too, until it is stopped', async () => {
  const [old, fresh] = [join(folder, 'old'), join(folder, 'fresh')];
  writeFileSync(old, '{"n":1}\n');
  const told: LogRecord[] = [];
  const both = Promise.withResolvers<undefined>();
  const stops = [old, fresh].map((file) =>
    tailLog(file, (record) => {
      told.push(record);
      if (told.length === 2) both.resolve(undefined);
    }),
  );
  appendFileSync(old, '{"n":2}\n');
  appendFileSync(fresh, '{"n":3}\n');
  await both.promise;
  for (const stop of stops) stop();
  expect(told.map(({ n }) => n).sort()).toEqual([2, 3]);
});
