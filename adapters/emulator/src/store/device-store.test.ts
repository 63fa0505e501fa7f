import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDeviceStore } from './device-store.ts';
import type { DeviceStore } from './device-store.ts';

const level = z.strictObject({ level: z.number() });

let folder = '';
let stores: DeviceStore[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adapters-emulator-store-'));
});
afterEach(() => {
  for (const store of stores) store[Symbol.dispose]();
  stores = [];
  rmSync(folder, { recursive: true, force: true });
});

/** The store on the one file, opened anew each time as a restart does. */
function open(): DeviceStore {
  const store = openDeviceStore(join(folder, 'x.sqlite'));
  stores.push(store);
  return store;
}

describe('the log of a device', () => {
  it('says how the device is, how it was at a time, and how often it changed', () => {
    const log = open().logsOf('tank')(level);
    expect([log.last('a'), log.at('a', 5), log.changes('a')]).toEqual([undefined, undefined, 0]);
    log.introduce('a', { atMs: 10, state: { level: 1 } });
    log.append('a', { atMs: 20, state: { level: 2.5 } });
    expect(log.last('a')).toEqual({ atMs: 20, state: { level: 2.5 } });
    expect([5, 10, 19, 20, 99].map((timeMs) => log.at('a', timeMs)?.state.level)).toEqual([
      1, 1, 1, 2.5, 2.5,
    ]);
    expect(log.changes('a')).toBe(1);
  });

  it('makes a device known once, and keeps the devices of two vendors apart', () => {
    const store = open();
    store
      .logsOf('tank')(level)
      .introduce('a', { atMs: 1, state: { level: 1 } });
    store
      .logsOf('tank')(level)
      .introduce('a', { atMs: 2, state: { level: 9 } });
    store
      .logsOf('other')(level)
      .introduce('a', { atMs: 3, state: { level: 7 } });
    expect(store.logsOf('tank')(level).last('a')?.state).toEqual({ level: 1 });
    expect(store.logsOf('other')(level).last('a')?.state).toEqual({ level: 7 });
  });

  it('is there when the file is opened anew, number for number', () => {
    const log = open().logsOf('tank')(level);
    log.introduce('a', { atMs: 1, state: { level: 0.1 + 0.2 } });
    log.countCommand('a');
    const again = open().logsOf('tank')(level);
    expect(again.last('a')?.state.level).toBe(0.1 + 0.2);
    expect(again.commands('a')).toBe(1);
  });

  it('refuses a state of another form than the vendor keeps', () => {
    const store = open();
    store.logsOf('tank')(z.string()).introduce('a', { atMs: 1, state: 'empty' });
    expect(() => store.logsOf('tank')(level).last('a')).toThrow(z.ZodError);
  });

  it('undoes a change whose writing failed', () => {
    const log = open().logsOf('tank')(level);
    expect(() =>
      log.atomically(() => {
        log.countCommand('a');
        throw new Error('the disk is full');
      }),
    ).toThrow('the disk is full');
    expect(log.commands('a')).toBe(0);
    log.atomically(() => log.countCommand('a'));
    expect(log.commands('a')).toBe(1);
  });
});

it('keeps when the replay began, whatever the clock says at a restart', () => {
  expect(open().epoch(1_000)).toBe(1_000);
  expect(open().epoch(2_000)).toBe(1_000);
});

it('refuses a file that is no database', () => {
  const file = join(folder, 'broken.sqlite');
  writeFileSync(file, 'this is no database, whatever its name says, and it is long enough '.repeat(20));
  expect(() => openDeviceStore(file)).toThrow(expect.objectContaining({ code: 'emulator.store' }));
});
