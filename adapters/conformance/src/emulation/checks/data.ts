import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { periodMs } from 'cloudx3-emulator';
import * as z from 'zod';
import { expect } from 'vitest';
import { checksOf } from '../../check.ts';
import type { Check } from '../../check.ts';
import type { EmulatedSubject } from '../subject.ts';

/** `data/sources.json`: where each file of measured data is from. */
const sources = z.record(
  z.string(),
  z.looseObject({
    what: z.string().min(1),
    licence: z.string().min(1),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
);

/** What is shown was measured, and everybody can find out where. */
export function dataChecks(subject: EmulatedSubject): Check[] {
  const folder = new URL('data/', subject.setup.packageRoot);
  return [
    ...checksOf('series', {
      'stand in order, and begin anew after their end': () =>
        subject.with((node) => {
          for (const [name, series] of Object.entries(node.cloud.cloud.series)) {
            const { times, values, endMs } = series;
            expect(values, name).toHaveLength(times.length);
            expect(times, name).toEqual([...new Set(times)].sort((a, b) => a - b));
            expect(endMs, name).toBeGreaterThan(times.at(-1) ?? Infinity);
            expect(periodMs(series), name).toBeGreaterThan(0);
          }
          return Promise.resolve();
        }),
    }),
    ...(existsSync(folder) ? checksOf('measured data', sourced(folder)) : []),
  ];
}

function sourced(folder: URL): Record<string, Check['run']> {
  return {
    'are what sources.json says, byte for byte': () => {
      const stated = sources.parse(JSON.parse(readFileSync(new URL('sources.json', folder), 'utf8')));
      const measured = Object.fromEntries(
        Object.keys(stated).map((file) => [file, sha256(readFileSync(new URL(file, folder)))]),
      );
      expect(measured).toEqual(
        Object.fromEntries(Object.entries(stated).map(([file, { sha256: sum }]) => [file, sum])),
      );
    },
    'are all named in sources.json and explained in README.md': () => {
      const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));
      const stated = sources.parse(JSON.parse(readFileSync(new URL('sources.json', folder), 'utf8')));
      expect(Object.keys(stated).sort()).toEqual(files.sort());
      const readme = readFileSync(new URL('README.md', folder), 'utf8');
      for (const file of files) expect(readme).toContain(file);
    },
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
