import { describe, expect, it } from 'vitest';
import { readSeries } from './csv.ts';
import { loadSeries } from './load.ts';

const options = { file: 'x.csv', time: 't', column: 'v', unit: 'W' };
const read = (text: string) => readSeries(text, options);

describe('a CSV column', () => {
  it('becomes a series in its unit, whose last sample holds as long as the first', () => {
    const text = 't,u,v\n2007-02-01T00:00,9,1\n2007-02-01T00:02,9,2.5\n';
    const at = Date.UTC(2007, 1, 1);
    expect(readSeries(text, { ...options, factor: 1_000 })).toEqual({
      name: 'x.csv:v',
      unit: 'W',
      times: [at, at + 120_000],
      values: [1_000, 2_500],
      endMs: at + 240_000,
    });
  });

  it('leaves a missing sample out, so that the one before holds on', () => {
    expect(read('t,v\n2007-02-01T00:00,1\n2007-02-01T00:01,\n2007-02-01T00:02,0\n').values).toEqual([1, 0]);
  });

  it.each([
    ['no such column', 't,w\n2007-02-01T00:00,1\n', 'it has no columns "t" and "v"'],
    ['a value that is no number', 't,v\n2007-02-01T00:00,1\n2007-02-01T00:01,NaN\n', 'line 3 holds no'],
    ['a time that is none', 't,v\nyesterday,1\n2007-02-01T00:01,1\n', 'line 2 holds no'],
    ['times out of order', 't,v\n2007-02-01T00:01,1\n2007-02-01T00:00,1\n', 'line 3 is not later'],
    ['one sample', 't,v\n2007-02-01T00:01,1\n', '"v" has fewer than two samples'],
    ['nothing', '', 'it has no columns'],
  ])('is refused for %s', (_, text, message) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        code: 'emulator.data',
        message: expect.stringContaining(`x.csv: ${message}`) as string,
      }),
    );
  });
});

it('names the file that is missing, and not where on this machine it should be', () => {
  const file = new URL('file:///nowhere/in/particular/x.csv');
  expect(() => loadSeries({ file, time: 't' }, { v: options })).toThrow(
    expect.objectContaining({
      code: 'emulator.data',
      message: "x.csv: cannot be read; it comes with the vendor's package in data/",
    }),
  );
});
