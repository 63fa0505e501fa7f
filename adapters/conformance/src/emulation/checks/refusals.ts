import type { Quota } from '@cloudx3/adapter-kit';
import { expect } from 'vitest';
import { checksOf } from '../../check.ts';
import type { Check } from '../../check.ts';
import type { EmulatedSubject } from '../subject.ts';

/** The vendor's refusals, which the adapter's error table must find again. */
export function refusalChecks(subject: EmulatedSubject): Check[] {
  const [key] = subject.reads.map(([name]) => name);
  if (key === undefined) throw new Error('the adapter reads nothing');
  const { holes } = subject.adapter.auth;
  return [
    ...checksOf('refusals', refusals(subject, key)),
    ...(Object.keys(holes).length > 0 ? checksOf('credentials', credentials(subject, key)) : []),
    ...subject.adapter.quotas
      .filter((quota) => quota.perSeconds === narrowest(subject.adapter.quotas))
      .flatMap((quota) => checksOf('quotas', quotaChecks(subject, key, quota))),
  ];
}

function refusals(subject: EmulatedSubject, key: string): Record<string, Check['run']> {
  const coded = (kind: 'unauthorized' | 'not-found' | 'server-error', code: string) => () =>
    subject.with(async (node) => {
      node.cloud.spoil({ kind });
      expect((await node.runKey(key)).code).toBe(code);
    });
  return {
    'a refused credential is told as such': coded('unauthorized', 'vendor.unauthorized'),
    'a resource that is not there is told as such': coded('not-found', 'vendor.not_found'),
    'a failure of the server is told as such': coded('server-error', 'vendor.server_error'),
    'too many requests are told as such, whatever the status': () =>
      subject.with(async (node) => {
        node.cloud.spoil({ kind: 'rate-limited' });
        expect((await node.runKey(key)).explanation?.retry).toBe('after-quota');
      }),
  };
}

function credentials(subject: EmulatedSubject, key: string): Record<string, Check['run']> {
  const { setup } = subject;
  const secrets = Object.values(setup.credentials);
  return {
    'that differ in one character are refused': () =>
      subject.with(
        async (node) => {
          expect((await node.runKey(key)).code).toBe('vendor.unauthorized');
        },
        { credentials: Object.fromEntries(Object.entries(setup.credentials).map(withOtherEnd)) },
      ),
    'stand in no answer and in no state': () =>
      subject.with(async (node) => {
        const { bytes } = await node.runKey(key);
        const said = [Buffer.from(bytes).toString('latin1'), JSON.stringify(node.cloud.state())];
        for (const secret of secrets) expect(said.join()).not.toContain(secret);
      }),
  };
}

/** "0" and "1" are in every charset (OP-4). */
function withOtherEnd([name, secret]: [string, string]): [string, string] {
  return [name, `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`];
}

function narrowest(quotas: readonly Quota[]): number {
  return Math.min(...quotas.map(({ perSeconds }) => perSeconds));
}

function quotaChecks(subject: EmulatedSubject, key: string, quota: Quota): Record<string, Check['run']> {
  return {
    'are those that the adapter states: one request more is refused until the window has passed': () =>
      subject.with(
        async (node) => {
          for (let n = 0; n < quota.requests; n += 1) expect((await node.runKey(key)).code).toBe('ok');
          expect((await node.runKey(key)).explanation?.retry).toBe('after-quota');
          node.cloud.clock.nowMs += quota.perSeconds * 1_000;
          expect((await node.runKey(key)).code).toBe('ok');
        },
        { rateScale: 1 },
      ),
  };
}
