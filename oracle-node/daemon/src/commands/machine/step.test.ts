import type { Command } from '@cloudx3/sdk';
import { describe, expect, it } from 'vitest';
import { takeTimeMs } from '../turn.ts';
import {
  self,
  other,
  NOW,
  holder,
  lease,
  own,
  others,
  device,
  command,
  held,
  at,
  looked,
  after,
  taken,
  acting,
  acted,
  proven,
  settled,
  abandoned,
  open,
} from '../../testing/test-command.ts';
import { MAX_ACTS, READ_AGAIN_MS, READ_FIRST, RETRY_MS, SETTLE_MS, stepCommand } from './step.ts';

describe('a command that is taken up', () => {
  it.each(open)('at $step is looked for on chain', (record) => {
    expect(after(record, { type: 'started' })).toMatchObject({ step: record.step, does: 'look', news: [] });
  });

  it.each([settled, abandoned])('at $step is over', (record) => {
    expect(after(record, { type: 'started' })).toMatchObject({ step: record.step, does: 'end', news: [] });
    expect(after(record, looked())).toMatchObject({ step: record.step, does: 'end', news: [] });
  });
});

describe('a command for a device that the operator has not accepted', () => {
  it('is left to others', () => {
    const { record, news } = stepCommand(at({}), looked({ isAccepted: false, command }), holder);
    expect(record.step).toBe('abandoned');
    expect(news).toContainEqual(expect.objectContaining({ code: 'node.not_accepted' }));
  });

  it('is brought to its end where it was begun', () => {
    for (const record of [taken, acted, proven])
      expect(after(record, looked({ isAccepted: false })).step).not.toBe('abandoned');
  });
});

describe('whatever step it is at, a command', () => {
  const gone = { does: 'end', step: 'abandoned', news: ['abandoned', 'ended'] };
  const receipt = { readbackId: 'r', actionId: undefined, settledAtMs: NOW };

  it.each(open)('at $step that cannot be carried out any more is abandoned', (record) => {
    for (const [reason, changes] of [
      ['the chain knows no such command', { command: undefined }],
      ['the chain knows no such device', { device: undefined }],
      ['the deadline has passed', { command: { ...held, deadlineMs: NOW } }],
      ['it was refunded', { command: { ...held, status: 'refunded' as const } }],
    ] as const)
      expect(after(record, looked(changes))).toEqual({ ...gone, reason });
  });

  it.each(open)('at $step that is settled is over, and counted by who settled it', (record) => {
    const by = (executor: Uint8Array) =>
      stepCommand(
        record,
        looked({ command: { ...held, status: 'settled', receipt: { ...receipt, executor } } }),
        holder,
      );
    expect(by(self)).toMatchObject({ record: { step: 'settled' }, news: [{ outcome: 'settled' }] });
    expect(by(other)).toMatchObject({
      record: { step: 'settled', reason: 'settled_by_another' },
      deed: { type: 'end' },
      news: [{ type: 'ended', outcome: 'settled_by_another' }],
    });
  });
});

describe('CMD-2: a command that was seen', () => {
  const seen = at({});

  it('is waited for until this member’s turn, and taken then', () => {
    // As if it had been issued so long ago that the turn comes just now.
    const waitsMs = takeTimeMs(command, device, self)! - command.issuedAtMs;
    const due = { ...command, issuedAtMs: NOW - waitsMs };
    expect(after(seen, looked({ command: due }))).toEqual({
      step: 'seen',
      reason: '',
      does: 'take',
      news: [],
    });
    const early = { ...due, issuedAtMs: due.issuedAtMs + 250n };
    expect(after(seen, looked({ command: early })).does).toBe('wait 250');
  });

  it('is waited for while another holds it, and from the end of that lease on', () => {
    const wait = after(seen, looked({ command: { ...command, leases: [others] } })).does;
    expect(wait).toMatch(/^wait [1-9]/);
  });

  it('is waited for while an older one of the device is to be done', () => {
    const due = { ...command, issuedAtMs: NOW - 60_000n };
    expect(after(seen, looked({ command: due, first: 0n }))).toMatchObject({ does: `wait ${RETRY_MS}` });
  });

  it('is left to the others by who took it before, since a key takes a command once', () => {
    const before = { ...command, leases: [lease(self, NOW - 1n)] };
    for (const record of [seen, taken, acting])
      expect(after(record, looked({ command: before }))).toMatchObject({ step: 'abandoned', does: 'end' });
    // Its act stays good after its lease.
    expect(after(acted, looked({ command: before }))).toMatchObject({ step: 'acted', does: 'read_back' });
    expect(after(acting, looked({ command: before, keptAction: 'a1' }))).toMatchObject({ step: 'acted' });
  });

  it('is abandoned by who is no member of its device', () => {
    const strange = { ...device, operators: [other] };
    expect(after(seen, looked({ command, device: strange }))).toMatchObject({ step: 'abandoned' });
  });

  it('that is held already, as after a kill right behind the transaction, counts as taken', () => {
    expect(after(seen, looked())).toEqual({ step: 'taken', reason: '', does: 'look', news: [] });
    const first = at({ reason: READ_FIRST });
    expect(after(first, looked())).toMatchObject({ step: 'taken', reason: READ_FIRST });
  });

  it('that another held before is read first, which is on record before it is taken', () => {
    const ended = { ...command, leases: [lease(other, NOW - 60_000n)] };
    const read = { step: 'seen', reason: READ_FIRST, does: 'take', news: [] };
    expect(after(seen, looked({ command: ended }))).toEqual(read);
    const again = at({ reason: READ_FIRST });
    expect(after(again, looked({ command: ended }))).toEqual(read);
  });

  it('is taken when the chain shows the lease, and stays one that is read first', () => {
    const input = { type: 'take_ended', tx: 'T1', command: held } as const;
    expect(after(seen, input)).toEqual({ step: 'taken', reason: '', does: 'look', news: ['taken'] });
    expect(after(at({ reason: READ_FIRST }), input)).toMatchObject({ step: 'taken', reason: READ_FIRST });
  });

  it.each([
    ['the transaction came to nothing', { tx: undefined, command: held }],
    ['somebody else has it', { tx: 'T1', command: { ...command, leases: [others] } }],
    ['the lease is over again', { tx: 'T1', command: { ...command, lease: { ...own, untilMs: NOW } } }],
    ['the chain does not show it', { tx: 'T1', command: undefined }],
  ])('is tried again later where %s', (_what, ended) => {
    const input = { type: 'take_ended', ...ended } as const;
    expect(after(seen, input)).toMatchObject({ step: 'seen', does: `wait ${RETRY_MS}`, news: [] });
  });
});

describe('CMD-5: a command that is taken', () => {
  it('is acted on, and that is on record before it is done', () => {
    const { record, deed, news } = stepCommand(taken, looked(), holder);
    expect(record).toMatchObject({ step: 'acting', acts: 1 });
    expect(deed).toMatchObject({ type: 'act', command: { id: 1n } });
    expect(news).toEqual([{ type: 'acting', attempt: 1 }]);
  });

  it('is read back first where somebody else may have acted', () => {
    const first = at({ step: 'taken', reason: READ_FIRST });
    expect(after(first, looked())).toMatchObject({ step: 'taken', does: 'read_back', news: [] });
  });

  it('is given up where the lease is over', () => {
    const over = { ...held, leases: [{ ...own, untilMs: NOW }] };
    expect(after(taken, looked({ command: over }))).toMatchObject({ step: 'abandoned', does: 'end' });
  });

  it('is given up after so many acts that came to nothing', () => {
    const tired = at({ step: 'taken', acts: MAX_ACTS });
    expect(after(tired, looked())).toMatchObject({ step: 'abandoned', does: 'end' });
    expect(after(at({ step: 'taken', acts: MAX_ACTS - 1 }), looked()).does).toBe('act');
  });
});

describe('CMD-5: a command that is being acted on', () => {
  it('was acted on where the vendor said so, now or to a process that was killed', () => {
    const done = { step: 'acted', does: `wait ${SETTLE_MS}`, news: ['acted'] };
    expect(after(acting, { type: 'acted', actionId: 'a1' })).toMatchObject(done);
    expect(after(acting, looked({ keptAction: 'a1' }))).toMatchObject(done);
    expect(stepCommand(acting, { type: 'acted', actionId: 'a1' }, holder).record.actionId).toBe('a1');
  });

  it('is read back where nobody knows, and never acted on before', () => {
    expect(after(acting, looked())).toMatchObject({ step: 'acting', does: 'read_back', news: [] });
  });

  it('was not where nothing was sent: it does not count as an act', () => {
    const { record, deed } = stepCommand(acting, { type: 'act_failed', isUndone: true }, holder);
    expect(record).toMatchObject({ step: 'taken', acts: 0 });
    expect(deed).toEqual({ type: 'wait', ms: RETRY_MS });
  });

  it('may have been where it failed later: it is found out', () => {
    const { record, deed } = stepCommand(acting, { type: 'act_failed', isUndone: false }, holder);
    expect(record).toBe(acting);
    expect(deed).toEqual({ type: 'wait', ms: RETRY_MS });
  });

  it('is acted on again only once the device did not show it and the lease is still held', () => {
    expect(after(acting, { type: 'not_shown' })).toMatchObject({ step: 'acting', does: 'recheck' });
    const rechecked = (now: Command | undefined) => after(acting, { type: 'rechecked', command: now });
    expect(rechecked(held)).toMatchObject({ step: 'taken', reason: '', does: `wait ${SETTLE_MS}` });
    expect(rechecked({ ...command, leases: [others] })).toMatchObject({ step: 'abandoned', does: 'end' });
    for (const closed of [undefined, { ...held, status: 'settled' as const }, { ...held, deadlineMs: NOW }])
      expect(rechecked(closed)).toMatchObject({ step: 'acting', does: 'look' });
  });
});

describe('CMD-3: a command that was acted on', () => {
  it('is read back until the device shows it, and never acted on again', () => {
    expect(after(acted, looked())).toMatchObject({ step: 'acted', does: 'read_back' });
    expect(after(acted, { type: 'not_shown' })).toMatchObject({
      step: 'acted',
      does: `wait ${READ_AGAIN_MS}`,
    });
    expect(after(acted, { type: 'read_back_failed' })).toMatchObject({
      step: 'acted',
      does: `wait ${RETRY_MS}`,
    });
  });

  it('is proven by the read-back that shows it, whatever was known of the act', () => {
    for (const record of [taken, acting, acted]) {
      const { record: next, deed, news } = stepCommand(record, { type: 'shown', readbackId: 'r1' }, holder);
      expect(next).toMatchObject({ step: 'proven', readbackId: 'r1' });
      expect(deed).toEqual({ type: 'look' });
      expect(news).toEqual([{ type: 'proven', attestation: 'r1' }]);
    }
  });
});

describe('CMD-3: a command that is proven', () => {
  const receipt = { tx: 'T2', gas: '1', height: 7, action: 'a1' };

  it('is settled with the read-back that it has; without, it is found out again', () => {
    expect(after(proven, looked({ hasReadback: true }))).toMatchObject({ step: 'proven', does: 'settle' });
    expect(after(proven, looked({ keptAction: 'a1' }))).toMatchObject({ step: 'acted', does: 'look' });
    expect(after(proven, looked())).toMatchObject({ step: 'acting', does: 'look' });
  });

  it('is over when the receipt is on chain', () => {
    const { record, deed, news } = stepCommand(proven, { type: 'settled', receipt }, holder);
    expect(record).toMatchObject({ step: 'settled', reason: 'settled' });
    expect(deed).toEqual({ type: 'end' });
    expect(news).toEqual([
      { type: 'settled', receipt, readbackId: 'r1' },
      { type: 'ended', outcome: 'settled' },
    ]);
  });

  it('is looked at again where somebody was faster', () => {
    expect(after(proven, { type: 'settle_not_needed' })).toMatchObject({ step: 'proven', does: 'look' });
  });

  it.each([
    ['final by now', 'command.final', false, { step: 'proven', does: 'look' }],
    [
      'an earlier holder’s to show',
      'command.earlier_lease',
      true,
      { step: 'proven', does: `wait ${RETRY_MS}` },
    ],
    ['not proven', 'command.reading', true, { step: 'abandoned', does: 'end' }],
  ])('whose receipt is refused because it is %s', (_what, code, isPending, expected) => {
    const input = { type: 'settle_failed', code, message: 'no', isPending } as const;
    expect(after(proven, input)).toMatchObject(expected);
    if (expected.step === 'abandoned')
      expect(stepCommand(proven, input, holder).news[0]).toMatchObject({ type: 'abandoned', code });
  });
});
