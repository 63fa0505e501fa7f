import {
  create,
  domainDigest,
  encode,
  SessionBindSchema,
  SessionRequestSchema,
  SignedSessionBindSchema,
} from '@cloudx3/proto';
import type { MessageInitShape, SessionBind } from '@cloudx3/proto';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { manyMeters, operation, proverKey } from '../test-support/fixture.ts';
import { checkBind } from './bind-rules.ts';

type Change = Exclude<MessageInitShape<typeof SessionBindSchema>, SessionBind>;

const SESSION_ID = new Uint8Array(16).fill(1);
const PROBE = { purpose: { case: 'probe' as const, value: new Uint8Array(16) } };
const GROUP = { purpose: { case: 'groupRound' as const, value: { groupId: 1, round: 2n } } };
const ROUND = { purpose: { case: 'round' as const, value: { feedId: 1, round: 2n } } };
const binding = (device: string) => ({
  purpose: { case: 'binding' as const, value: { devices: 'cx31devices', device, claimant: 'cx31claimant' } },
});
const COMMAND = { purpose: { case: 'command' as const, value: { devices: 'cx31devices', commandId: 1n } } };

function codeOf(asked: CheckedOperation, change: Change): string {
  const bind = create(SessionBindSchema, { version: 1, sessionId: SESSION_ID, ...change });
  const signature = proverKey.sign(domainDigest('sessionBind', encode(SessionBindSchema, bind)));
  const request = create(SessionRequestSchema, { prover: proverKey.pubkey });
  const result = checkBind(create(SignedSessionBindSchema, { bind, signature }), {
    sessionId: SESSION_ID,
    operation: asked,
    request,
  });
  return result.ok ? 'accepted' : result.refusal.code;
}

const one = (change: Change) =>
  codeOf(operation, { params: [{ name: 'meter', value: 'plug-1' }], context: ROUND, ...change });
const many = (change: Change) =>
  codeOf(manyMeters, {
    params: [{ name: 'ids', items: ['m1', 'm2'] }],
    rowSubjects: ['cx31first', ''],
    context: GROUP,
    ...change,
  });

describe('SES-2: a bind of an operation with rows', () => {
  it.each<[string, string, Change]>([
    ['one subject a row', 'accepted', {}],
    ['no subjects at all, each said to be none', 'accepted', { rowSubjects: ['', ''] }],
    ['a probe', 'accepted', { context: PROBE }],
    ['a subject too few', 'session.subject', { rowSubjects: ['cx31first'] }],
    ['a subject too many', 'session.subject', { rowSubjects: ['', '', ''] }],
    ['a subject that is none', 'session.subject', { rowSubjects: ['two words', ''] }],
    ['a subject of the whole', 'session.subject', { subject: 'cx31first' }],
    ['items and subjects of another number', 'session.subject', { params: [{ name: 'ids', items: ['m1'] }] }],
    ['a round of one feed', 'session.context', { context: ROUND }],
    ['a command', 'session.context', { context: COMMAND }],
    ['a binding', 'session.context', { context: binding('') }],
    ['items out of order', 'params.value', { params: [{ name: 'ids', items: ['m2', 'm1'] }] }],
  ])('with %s is %s', (_, code, change) => {
    expect(many(change)).toBe(code);
  });
});

describe('SES-2: a bind of an operation without rows', () => {
  it.each<[string, string, Change]>([
    ['a round', 'accepted', {}],
    ['a round of a group', 'session.context', { context: GROUP }],
    ['subjects of rows', 'session.subject', { rowSubjects: ['cx31first'] }],
    ['a binding of its subject', 'accepted', { subject: 'cx31device', context: binding('cx31device') }],
    ['a binding of another', 'session.context', { subject: 'cx31device', context: binding('cx31other') }],
    ['a binding of nobody', 'session.context', { context: binding('') }],
  ])('with %s is %s', (_, code, change) => {
    expect(one(change)).toBe(code);
  });
});
