import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeError } from '../error.ts';
import { createTelemetry } from '../telemetry/telemetry.ts';
import type { Ask } from './ask.ts';
import { decide, readDecisions } from './decision-file.ts';
import { LOOK_EVERY_MS, filePolicy } from './file-policy.ts';
import { SESSION_SECONDS } from './figures.ts';
import type { Machine } from './fits.ts';
import type { Rhythm } from './predict.ts';
import { shareOf } from './share.ts';
import { isServed, standingOf } from './standing.ts';
import type { Decision, Standing, StandingRule } from './standing.ts';

const OPERATION = 'ab'.repeat(32);
const MACHINE: Machine = { sessions: { mpc: 1, proxy: 16 }, seconds: SESSION_SECONDS };
const request = { operation: OPERATION, params: {}, choice: undefined };
const ask: Ask = {
  kind: 'feed',
  id: '7',
  by: 'wasm1maker',
  label: '',
  pays: 10n,
  requests: [request],
  runway: undefined,
  rhythm: undefined,
  notaries: [],
  subject: '',
  commandModes: [],
  terms: '11'.repeat(32),
};
const rhythm: Rhythm = {
  intervalMs: 60_000n,
  members: 4,
  modes: { mpc: { notaries: 1 } },
  strictEvery: undefined,
  observerReward: 10n,
  transmitterReward: 10n,
};
const rule: StandingRule = {
  by: ['wasm1maker'],
  operations: [OPERATION],
  leastReward: 10n,
  weight: 2,
  machine: MACHINE,
};
const nobody: StandingRule = { by: [], operations: [], leastReward: 0n, weight: 1, machine: MACHINE };
const accepted: Decision = { kind: 'feed', id: '7', terms: ask.terms, verdict: 'accepted', atMs: 1 };

describe('an ask', () => {
  it('is not served where nothing was said', () => {
    expect(standingOf(ask, undefined, nobody)).toBe('asked');
    expect(isServed('asked')).toBe(false);
  });

  it.each<[string, Partial<Ask>]>([
    ['of a stranger', { by: 'wasm1stranger' }],
    ['that pays less', { pays: 9n }],
    ['for another operation', { requests: [{ ...request, operation: 'cd'.repeat(32) }] }],
    ['for one operation more', { requests: [request, { ...request, operation: 'cd'.repeat(32) }] }],
    ['for nothing at all', { requests: [] }],
    ['that no machine could read in time', { rhythm: { ...rhythm, intervalMs: 16_000n } }],
  ])('%s is not accepted by the rule', (_what, change) => {
    expect(standingOf(ask, undefined, rule)).toBe('by_rule');
    expect(standingOf({ ...ask, ...change }, undefined, rule)).toBe('asked');
  });

  it('is served by a decision on these terms alone', () => {
    expect(standingOf(ask, accepted, nobody)).toBe('accepted');
    const other = { ...ask, terms: '22'.repeat(32) };
    expect(standingOf(other, accepted, nobody)).toBe('changed');
    expect(isServed('changed')).toBe(false);
    expect(standingOf(other, accepted, rule)).toBe('by_rule');
  });

  it('that was refused stays so, whatever the rule says and however its terms change', () => {
    const refused: Decision = { ...accepted, verdict: 'refused' };
    expect(standingOf(ask, refused, rule)).toBe('refused');
    expect(standingOf({ ...ask, terms: '22'.repeat(32) }, refused, rule)).toBe('refused');
  });
});

describe('what an ask is due', () => {
  const due = (standing: Standing, decision?: Decision, of: Partial<Ask> = {}) =>
    shareOf({ ...ask, ...of }, standing, { decision, rule });

  it('is what the operator said of it, and one part where nothing was said', () => {
    expect(due('accepted', accepted)).toEqual({ group: 'feed 7', weight: 1 });
    expect(due('accepted', { ...accepted, weight: 3 })).toEqual({ group: 'feed 7', weight: 3 });
  });

  it('is one part for all that an account asks by a rule, however much that is', () => {
    const shares = ['7', '8', '9'].map((id) => due('by_rule', undefined, { id }));
    expect(new Set(shares.map((share) => JSON.stringify(share))).size).toBe(1);
    expect(shares[0]).toEqual({ group: 'rule wasm1maker', weight: 2 });
    expect(due('by_rule', undefined, { by: 'wasm1other' })?.group).toBe('rule wasm1other');
  });

  it.each(['refused', 'changed', 'asked'] as const)('is nothing where it is %s', (standing) => {
    expect(due(standing, accepted)).toBeUndefined();
  });
});

describe('the file of decisions', () => {
  let folder: string;
  let file: string;
  /** A clock on which each look is due. */
  const clock = { at: 0, nowMs: () => (clock.at += LOOK_EVERY_MS) };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'node-policy-'));
    file = join(folder, 'data', 'policy.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps the last decision on each, and a running node goes by it at once', () => {
    const policy = filePolicy(
      { file, rule: nobody },
      { clock, onRead: (problem) => expect(problem).toBeUndefined() },
    );
    expect(policy.standing(ask)).toBe('asked');
    decide(file, accepted);
    expect(policy.standing(ask)).toBe('accepted');
    expect(policy.standing({ ...ask, kind: 'device' })).toBe('asked');
    decide(file, { ...accepted, id: '8' });
    decide(file, { ...accepted, verdict: 'refused', atMs: 2 });
    expect(policy.standing(ask)).toBe('refused');
    expect(readDecisions(file).map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      '8 accepted',
      '7 refused',
    ]);
    rmSync(file);
    expect(policy.standing(ask)).toBe('asked');
  });

  it('is looked at a few times a second, and at once where the clock went back', () => {
    let nowMs = 1_000;
    const policy = filePolicy(
      { file, rule: nobody },
      { clock: { nowMs: () => nowMs }, onRead: (problem) => expect(problem).toBeUndefined() },
    );
    expect(policy.standing(ask)).toBe('asked');
    decide(file, accepted);
    nowMs += LOOK_EVERY_MS - 1;
    expect(policy.standing(ask)).toBe('asked');
    nowMs += 1;
    expect(policy.standing(ask)).toBe('accepted');
    decide(file, { ...accepted, verdict: 'refused' });
    nowMs = 0;
    expect(policy.standing(ask)).toBe('refused');
  });

  it.each([
    ['no JSON', '{"version":1,'],
    ['of another version', '{"version":2,"decisions":[]}'],
    [
      'with a verdict that there is not',
      `{"version":1,"decisions":[${JSON.stringify({ ...accepted, verdict: 'yes' })}]}`,
    ],
  ])('that is %s accepts nothing, is told of once, and is not overwritten', (_what, text) => {
    decide(file, accepted);
    const told: unknown[] = [];
    const policy = filePolicy({ file, rule: nobody }, { clock, onRead: (problem) => told.push(problem) });
    expect(policy.standing(ask)).toBe('accepted');
    writeFileSync(file, text);
    expect([policy.standing(ask), policy.standing(ask)]).toEqual(['asked', 'asked']);
    expect(told).toEqual([undefined, expect.objectContaining({ code: 'node.policy' })]);
    expect(() => decide(file, accepted)).toThrow(expect.objectContaining({ code: 'node.policy' }) as Error);
    rmSync(file);
    expect(policy.standing(ask)).toBe('asked');
    expect(told.at(-1)).toBeUndefined();
  });
});

it('a file of decisions that cannot be read is no health', () => {
  const telemetry = createTelemetry({ sinks: [], clock: { nowMs: () => 1 } });
  telemetry.policy.decisions(new NodeError('node.policy', 'broken'));
  expect(telemetry.health.status()).toMatchObject({
    ok: false,
    troubles: [{ name: 'policy', code: 'node.policy', level: 'red' }],
  });
  telemetry.policy.decisions(undefined);
  expect(telemetry.health.status().ok).toBe(true);
});
