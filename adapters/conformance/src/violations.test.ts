import { defineAdapter, none } from '@cloudx3/adapter-kit';
import { describe, expect, it } from 'vitest';
import { EXEMPLAR } from './testing/exemplar.ts';
import { isNamed, judge } from './testing/judge.ts';
import { ADAPTER_VIOLATIONS } from './testing/violations/adapter.ts';
import { REQUEST_VIOLATIONS } from './testing/violations/requests.ts';
import { RESPONSE_VIOLATIONS } from './testing/violations/responses.ts';
import { SECRET_VIOLATIONS } from './testing/violations/secrets.ts';

const VIOLATIONS = [
  ...ADAPTER_VIOLATIONS,
  ...REQUEST_VIOLATIONS,
  ...RESPONSE_VIOLATIONS,
  ...SECRET_VIOLATIONS,
];

describe('the conformance suite', () => {
  it('finds nothing in an adapter that has nothing wrong with it', async () => {
    const { names, failed } = await judge({});
    expect([...failed]).toEqual([]);
    expect(names.size).toBeGreaterThan(70);
  });

  it.each(VIOLATIONS)('finds %s', async (_, judged, expected) => {
    const { names, failed } = await judge(judged, (name) => isNamed(name, expected));
    for (const pattern of expected) {
      const named = [...names].filter((name) => isNamed(name, [pattern]));
      expect(named, String(pattern)).not.toEqual([]);
      expect([...failed]).toEqual(expect.arrayContaining(named));
    }
  });

  // A check that cannot fail proves nothing about those that pass it.
  it('has no check that nothing above was seen to fail', async () => {
    const { names } = await judge({});
    const seen = VIOLATIONS.flatMap(([, , expected]) => expected);
    expect([...names].filter((name) => !isNamed(name, seen))).toEqual([]);
  });

  it('has no checks of what an adapter has not: they would pass whatever it is', async () => {
    const { capabilities: _capabilities, serialParam: _serialParam, ...spec } = EXEMPLAR;
    const { names } = await judge({
      make: () => defineAdapter({ ...spec, auth: none() }),
      setup: { credentials: {} },
    });
    const { names: all } = await judge({});
    expect([...all].filter((name) => !names.has(name))).toEqual([
      'shows no byte of a secret',
      'is refused with a secret shown (REQ-3)',
      'has its holes found where header lines were put in another order',
      'print as nothing',
      'of another form are refused without being shown',
      'are in no message about a request',
      'that the vendor echoes are in no message about an answer',
      'can be registered: ids, values and what each reads back as (CMD-1, CMD-3)',
      'reads back within the bounds of the reading',
      'makes a request for each value from the parameters of the device',
      'is read back, with the parameter that tells devices apart',
    ]);
  });
});
