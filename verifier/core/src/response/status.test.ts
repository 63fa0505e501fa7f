import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkStatus } from './status.ts';

const codeOf = (status: number, successes: readonly number[] = [200]) => {
  const result = checkStatus(status, successes);
  return result.ok ? 'ok' : result.code;
};

describe('RES-3', () => {
  it('has one outcome for every status that a status line can say', () => {
    const kinds: Record<string, number[]> = {};
    for (let status = 200; status <= 999; status += 1) (kinds[codeOf(status)] ??= []).push(status);
    const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
    expect(kinds['ok']).toEqual([200]);
    expect(kinds['vendor.unauthorized']).toEqual([401, 403]);
    expect(kinds['vendor.not_found']).toEqual([404]);
    expect(kinds['vendor.rate_limited']).toEqual([429]);
    expect(kinds['vendor.redirect']).toEqual(range(300, 399));
    expect(kinds['vendor.server_error']).toEqual(range(500, 599));
    const named = new Set([200, 401, 403, 404, 429, ...range(300, 399), ...range(500, 599)]);
    expect(kinds['vendor.status']).toEqual(range(200, 999).filter((status) => !named.has(status)));
  });

  it('is a success exactly where the operation says so', () => {
    const successes = fc.uniqueArray(fc.integer({ min: 200, max: 299 }), { minLength: 1, maxLength: 16 });
    fc.assert(
      fc.property(successes, fc.integer({ min: 200, max: 599 }), (list, status) => {
        expect(codeOf(status, list) === 'ok').toBe(list.includes(status));
      }),
    );
  });
});
