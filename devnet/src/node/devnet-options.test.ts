import { describe, expect, it } from 'vitest';
import { DevnetErrorCode } from '../errors.ts';
import type { DevnetOptions } from './devnet-options.ts';
import { resolveOptions } from './devnet-options.ts';

describe('options', () => {
  it('have defaults that keep to this machine', () => {
    expect(resolveOptions({ home: '/h' })).toEqual({
      ...{ home: '/h', genesis: undefined, port: 0, host: '127.0.0.1' },
      ...{ blockMs: 1000, leastBlockMs: 1000, executionDeadlineMs: 5000 },
    });
  });

  it('are taken as they are up to their bounds', () => {
    const options = { home: '/h', port: 65_535, host: '::1', blockMs: 3_600_000, executionDeadlineMs: 1 };
    expect(resolveOptions(options)).toMatchObject(options);
  });

  it.each<[keyof DevnetOptions, unknown]>([
    ['home', ''],
    ['port', 65_536],
    ['port', -1],
    ['port', 1.5],
    ['port', NaN],
    ['leastBlockMs', 0],
    ['leastBlockMs', 1_001],
    ['blockMs', 0],
    ['blockMs', 3_600_001],
    ['executionDeadlineMs', 0],
    ['executionDeadlineMs', Infinity],
  ])('are refused by name: %s of %s', (name, value) => {
    expect(() => resolveOptions({ home: '/h', [name]: value })).toThrow(
      expect.objectContaining({
        code: DevnetErrorCode.optionInvalid,
        message: expect.stringMatching(`^option ${name} must `) as string,
      }) as Error,
    );
  });
});
