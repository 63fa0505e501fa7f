import { describe, expect, it } from 'vitest';
import { readNodeStatus } from './read.ts';
import { exampleStatus } from './testing/example-status.ts';

/** The example with one part of it changed. */
function changed(change: (status: Record<string, unknown>) => void): unknown {
  const copy = structuredClone(exampleStatus) as Record<string, unknown>;
  change(copy);
  return copy;
}

describe('readNodeStatus', () => {
  it('gives back what a node of this version said', () => {
    expect(readNodeStatus(exampleStatus)).toEqual({ ok: true, status: exampleStatus });
  });

  it('leaves out what a later node of this version adds, so that nobody relies on it unread', () => {
    const more = changed((status) => Object.assign(status, { mood: 'good' }));
    expect(readNodeStatus(more)).toEqual({ ok: true, status: exampleStatus });
  });

  it.each([
    ['a web page', '<html></html>'],
    ['another program’s status', { status: 'ok' }],
    ['a list', []],
    ['nothing', null],
  ])('says that %s is no oracle node', (_what, json) => {
    expect(readNodeStatus(json)).toMatchObject({ ok: false, code: 'status.foreign' });
  });

  it.each([
    ['a later one', 2, /version 2 and this program reads 1/],
    ['one from before versions were told', undefined, /version none/],
    ['a text', '1', /version none/],
  ])('says which version is another: %s', (_what, version, message) => {
    const reading = readNodeStatus(changed((status) => (status['version'] = version)));
    expect(reading).toMatchObject({ ok: false, code: 'status.version' });
    expect('message' in reading && reading.message).toMatch(message);
  });

  it.each([
    ['no health', (status: Record<string, unknown>) => delete status['health'], 'health'],
    [
      'a round that is a number',
      (status) => Object.assign(first(status, 'feeds'), { round: 41 }),
      'feeds.0.round',
    ],
    ['a key that is none', (status) => Object.assign(first(status, 'peers'), { key: 'me' }), 'peers.0.key'],
    ['a count below zero', (status) => (status['queues'] = { readings: -1, commands: 0 }), 'queues.readings'],
    [
      'a membership without a reason',
      (status) => Object.assign(first(status, 'memberships'), { reason: undefined }),
      'memberships.0.reason',
    ],
    [
      'a runway that is endless',
      (status) => Object.assign(first(status, 'memberships'), { runway: 'Infinity' }),
      'memberships.0.runway',
    ],
    [
      'a level that is none',
      (status) => Object.assign(trouble(status), { level: 'pink' }),
      'health.troubles.0.level',
    ],
  ] satisfies [string, (status: Record<string, unknown>) => unknown, string][])(
    'names what is malformed: %s',
    (_what, change, path) => {
      const reading = readNodeStatus(changed(change));
      expect(reading).toMatchObject({ ok: false, code: 'status.malformed' });
      expect('message' in reading && reading.message).toContain(`${path} of the answer`);
    },
  );
});

function first(status: Record<string, unknown>, list: string): object {
  return (status[list] as object[])[0]!;
}

function trouble(status: Record<string, unknown>): object {
  return first(status['health'] as Record<string, unknown>, 'troubles');
}
