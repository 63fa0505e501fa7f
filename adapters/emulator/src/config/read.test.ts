import { describe, expect, it } from 'vitest';
import { EmulatorError } from '../error.ts';
import { LAMP_KEY, LAMP_TABLE, lampVendor } from '../testing/lamp.ts';
import { firstConfigText } from './first-start.ts';
import { hasTableFor, readConfig, readToml } from './read.ts';

const lamp = lampVendor();
const homely = lampVendor('lamp-at-home', 'lamp-2');

function problems(input: unknown, vendors = [lamp]): string[] {
  try {
    readConfig(input, vendors);
  } catch (error) {
    if (error instanceof EmulatorError) return error.message.split('; ');
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('fills in what is left out, and keeps each vendor’s table as it stands', () => {
    const { replay, limits, tls, tables } = readConfig({ lamp: LAMP_TABLE }, [lamp]);
    expect({ replay, limits, tls }).toEqual({
      replay: { speed: 1, interval_seconds: 900 },
      limits: { scale: 1 },
      tls: { min_version: 'TLSv1.2', max_version: 'TLSv1.3' },
    });
    expect([...tables]).toEqual([['lamp', { given: LAMP_TABLE, host: 'api.lamp.example.org' }]]);
  });

  it('finds the table of a vendor with "-" in its name under "_"', () => {
    const config = readConfig({ lamp_at_home: LAMP_TABLE }, [homely]);
    expect(config.tables.get('lamp-at-home')?.host).toBe('api.lamp-at-home.example.org');
  });

  it('names every problem at once, by table and member, and no value', () => {
    const found = problems({
      lamp: { key: 'c4n4ry', colour: 'c4n4ry' },
      replay: { speed: 0 },
      limits: { scale: -1 },
      tls: { min_version: 'SSLv3' },
    });
    expect(found.map((problem) => problem.split(':')[0])).toEqual([
      'replay.speed',
      'limits.scale',
      'tls.min_version',
      'lamp.key',
      'lamp',
    ]);
    expect(found.join()).not.toContain('c4n4ry');
  });

  it.each([
    ['no table at all', {}, ['lamp.key: Invalid input: expected string, received undefined']],
    [
      'a table of nobody',
      { lamp: LAMP_TABLE, lmap: {} },
      ['lmap: no vendor that is played has this table (lamp do)'],
    ],
    [
      'a host in capitals',
      { lamp: { ...LAMP_TABLE, host: 'API.example.org' } },
      ['lamp.host: must be a lower-case DNS name'],
    ],
  ])('refuses %s', (_, input, expected) => {
    expect(problems(input)).toEqual(expected);
  });

  it('refuses two vendors under one name', () => {
    const input = { lamp: LAMP_TABLE, lamp_at_home: { ...LAMP_TABLE, host: 'api.lamp.example.org' } };
    expect(problems(input, [lamp, homely])).toEqual(['lamp_at_home.host: another vendor has it']);
  });

  it.each([undefined, null, 1, 'text', []])('refuses %j in the place of a configuration', (input) => {
    expect(problems(input)).not.toEqual([]);
  });
});

describe('emulator.toml', () => {
  it('is refused where it is no TOML, without the line that may hold a key', () => {
    expect(() => readToml('[lamp]\nkey = "c4n4ry')).toThrow(
      expect.objectContaining({
        code: 'emulator.config',
        message: expect.not.stringContaining('c4n4ry') as string,
      }),
    );
  });

  it('of a first start opens every vendor, with a key that is drawn anew each time', () => {
    const texts = [firstConfigText([lamp, homely]), firstConfigText([lamp, homely])];
    for (const text of texts) expect(readConfig(readToml(text), [lamp, homely]).tables.size).toBe(2);
    expect(texts[0]).not.toBe(texts[1]);
  });

  it('has a table for whom it names, and for whom the empty table will do', () => {
    expect(hasTableFor(lamp, { lamp: { key: LAMP_KEY } })).toBe(true);
    expect(hasTableFor(lamp, {})).toBe(false);
    const modest = { ...lamp, table: lamp.table.catch({ host: 'x.example.org' }) };
    expect(hasTableFor(modest, {})).toBe(true);
  });
});
