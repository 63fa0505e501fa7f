import { ProverMessageSchema, SessionBindSchema, create, domainDigest, encode } from '@cloudx3/proto';
import type { ProverMessage } from '@cloudx3/proto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SeenTranscript } from '../session/seen-transcript.ts';
import { refuse } from '../session/refusals.ts';
import { PARAMS, operation, proverKey, roundContext } from '../test-support/fixture.ts';
import { signedRequest } from '../test-support/raw-prover.ts';
import { MPC_LIMITS } from './mpc/engine.ts';
import type { Admitted } from './admission/admission.ts';
import { FIRST_STATE, NEXT_STATE, step } from './machine.ts';
import type { SessionEvent, SessionState } from './machine.ts';

const NOW = 1_000_000;
const sessionId = new Uint8Array(16).fill(1);
const open = create(ProverMessageSchema, { kind: { case: 'open', value: signedRequest() } });
const admitted: Admitted = {
  request: open.kind.case === 'open' ? open.kind.value.request! : ({} as never),
  mode: { mode: 'mpc', limits: MPC_LIMITS, keepsConnection: false },
  operation,
  sessionId,
  release: () => undefined,
};

function bindMessage(): ProverMessage {
  const bind = create(SessionBindSchema, {
    version: 1,
    sessionId,
    params: Object.entries(PARAMS).map(([name, value]) => ({ name, value })),
    context: roundContext(),
  });
  const signature = proverKey.sign(domainDigest('sessionBind', encode(SessionBindSchema, bind)));
  return create(ProverMessageSchema, { kind: { case: 'bind', value: { bind, signature } } });
}

function transcript(onlineAt: number): SeenTranscript {
  const nothing = { bytes: new Uint8Array(), ranges: [] };
  const seen = { serverName: 'vendor.example', sent: nothing, received: nothing };
  return { ...seen, onlineAtMs: onlineAt, customCa: false };
}

const EVENTS: Record<string, SessionEvent> = {
  open: { type: 'message', message: open },
  bind: { type: 'message', message: bindMessage() },
  nothing: { type: 'message', message: create(ProverMessageSchema) },
  stream: { type: 'stream', bytes: Uint8Array.of(1) },
  ready: { type: 'ready', admitted },
  setup_done: { type: 'setup_done' },
  priced: { type: 'priced' },
  online_started: { type: 'online_started', atMs: NOW },
  transcript: { type: 'transcript', transcript: transcript(NOW) },
  deadline: { type: 'deadline' },
  failed: { type: 'failed', refusal: refuse('engine.failed') },
};

type Run = { state: SessionState; effects: string[] };

/** Runs events by name and tells what was done. */
function run(...events: (keyof typeof EVENTS | SessionEvent)[]): Run {
  return runFrom(FIRST_STATE, ...events);
}

function runFrom(first: SessionState, ...events: (keyof typeof EVENTS | SessionEvent)[]): Run {
  let state = first;
  const effects: string[] = [];
  for (const event of events) {
    const next = step(state, typeof event === 'string' ? EVENTS[event]! : event, NOW);
    ({ state } = next);
    effects.push(
      ...next.effects.map((effect) => (effect.type === 'refuse' ? effect.refusal.code : effect.type)),
    );
  }
  return { state, effects };
}

const GOOD = ['open', 'ready', 'setup_done', 'bind', 'priced', 'online_started', 'transcript'] as const;

describe('a session', () => {
  it('opens, is set up, bound, and judged', () => {
    const { state, effects } = run(...GOOD);
    expect(effects).toEqual(['check', 'grant', 'price', 'bound', 'judge']);
    expect(state.at).toBe('ended');
  });

  it('may be bound before the end of setup is reported', () => {
    for (const order of [
      ['setup_done', 'priced'],
      ['priced', 'setup_done'],
    ] as const)
      expect(run('open', 'ready', 'bind', ...order, 'online_started', 'transcript').effects.at(-1)).toBe(
        'judge',
      );
  });

  it('SES-2: has the time at which its bind was accepted', () => {
    const { state } = run('open', 'ready', 'setup_done', 'bind', 'priced');
    expect(state).toMatchObject({ at: 'online', bound: { sessionTimeMs: NOW } });
  });

  it('SES-2: makes no statement of an exchange that began before the bind, by either report', () => {
    expect(run('open', 'ready', 'setup_done', 'online_started').effects.at(-1)).toBe(
      'session.early_exchange',
    );
    const early: SessionEvent = { type: 'online_started', atMs: NOW - 1 };
    expect(run('open', 'ready', 'setup_done', 'bind', 'priced', early).effects.at(-1)).toBe(
      'session.early_exchange',
    );
    const late: SessionEvent = { type: 'transcript', transcript: transcript(NOW - 1) };
    expect(run('open', 'ready', 'bind', 'priced', 'online_started', late).effects.at(-1)).toBe(
      'session.early_exchange',
    );
    for (const unpriced of ['online_started', 'transcript'] as const)
      expect(run('open', 'ready', 'setup_done', 'bind', unpriced).effects.at(-1)).toBe(
        'session.early_exchange',
      );
    expect(run('open', 'ready', 'setup_done', 'transcript').effects.at(-1)).toBe('session.early_exchange');
  });

  it('names the deadline of each of its states', () => {
    const deadlineAfter = (...events: (keyof typeof EVENTS)[]): string | undefined =>
      run(...events, 'deadline').effects.at(-1);
    expect(deadlineAfter()).toBe('deadline.open');
    expect(deadlineAfter('open')).toBe('deadline.open');
    expect(deadlineAfter('open', 'ready')).toBe('deadline.setup');
    expect(deadlineAfter('open', 'ready', 'setup_done')).toBe('deadline.idle');
    expect(deadlineAfter('open', 'ready', 'bind')).toBe('registry.unavailable');
    expect(deadlineAfter('open', 'ready', 'bind', 'priced')).toBe('deadline.online');
  });

  it('on a connection that was kept, is like the first, and none where no request comes', () => {
    expect(runFrom(NEXT_STATE, ...GOOD).effects).toEqual(['check', 'grant', 'price', 'bound', 'judge']);
    expect(runFrom(NEXT_STATE, 'deadline')).toEqual({ state: { at: 'ended' }, effects: ['part'] });
    expect(runFrom(NEXT_STATE, 'open', 'deadline').effects.at(-1)).toBe('deadline.open');
    for (const early of ['bind', 'stream'])
      expect(runFrom(NEXT_STATE, early).effects).toEqual(['session.unexpected']);
  });

  it('in whatever order things happen, grants once, binds once, ends once, and does nothing after its end', () => {
    const names = fc.array(fc.constantFrom(...Object.keys(EVENTS)), { maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(FIRST_STATE, NEXT_STATE), names, (first, events) => {
        const { state, effects } = runFrom(first, ...events);
        const count = (type: string): number => effects.filter((effect) => effect === type).length;
        for (const once of ['check', 'grant', 'price', 'bound', 'judge'])
          expect(count(once)).toBeLessThanOrEqual(1);
        const steps = effects.filter((effect) =>
          ['check', 'grant', 'price', 'bound', 'judge'].includes(effect),
        );
        expect(steps).toEqual(['check', 'grant', 'price', 'bound', 'judge'].slice(0, steps.length));
        const ends = effects.filter(
          (effect) => !['check', 'grant', 'carry', 'price', 'bound'].includes(effect),
        );
        expect(ends).toHaveLength(state.at === 'ended' ? 1 : 0);
        if (ends.length === 1) expect(effects.at(-1)).toBe(ends[0]);
      }),
      { numRuns: 1_000 },
    );
  });
});
