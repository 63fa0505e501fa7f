import type { Params } from '@cloudx3/adapter-kit';
import { unwrap } from '@cloudx3/verifier-core';
import { expect } from 'vitest';
import { checksOf } from '../check.ts';
import type { Check } from '../check.ts';
import { transcriptOf, withHeadersReversed } from '../mutation/request.ts';
import type { OperationUnderTest, Subject } from '../subject.ts';

/** Texts that no parameter takes: they would mean something in a target, a header or JSON. */
const HOSTILE = [
  '',
  ' ',
  'a b',
  '../x',
  'a&b=c',
  'a"b',
  'a\r\nx: y',
  '\u0000',
  'ä',
  '{x}',
  '%2e',
  'a'.repeat(5_000),
];

/** A request is what a notary renders, and nothing else passes for it. */
export function requestChecks(subject: Subject): Check[] {
  return subject.operations.flatMap((test) =>
    checksOf(`request of ${test.key}`, {
      ...comparisons(test, subject),
      ...(test.operation.message.holes.length > 0 ? secrets(test, subject) : {}),
      ...strangers(test, subject),
      ...(Object.keys(test.params).length > 0 ? parameters(test, subject) : {}),
    }),
  );
}

function comparing(test: OperationUnderTest, { exchange }: Subject) {
  return (...[sent, hidden, how = 'exact']: Compared) =>
    exchange.compareRequest(test.operation, test.params, sent, hidden, how);
}

function comparisons(test: OperationUnderTest, subject: Subject) {
  const compare = comparing(test, subject);
  return {
    'is what a notary renders, byte for byte outside the holes (REQ-1, REQ-2, REQ-3)': () => {
      const { sent, hidden } = transcriptOf(subject, test);
      unwrap(compare(sent, hidden));
      unwrap(compare(sent, hidden, 'any-header-order'));
    },

    'is refused with any visible byte changed (REQ-2)': () => {
      const { sent, hidden } = transcriptOf(subject, test);
      sent.forEach((byte, at) => {
        if (hidden.some(({ start, end }) => at >= start && at < end)) return;
        const changed = Uint8Array.from(sent);
        changed[at] = byte ^ 1;
        expect(compare(changed, hidden).ok, `byte ${at} changed`).toBe(false);
      });
    },

    'is refused with anything hidden that is no secret (REQ-3)': () => {
      const { sent, hidden } = transcriptOf(subject, test);
      const elsewhere = [...hidden, { start: sent.length - 1, end: sent.length }];
      expect(compare(sent, elsewhere).ok).toBe(false);
    },
  };
}

/** Of an operation with a credential in it. */
function secrets(test: OperationUnderTest, subject: Subject) {
  const { operation, params } = test;
  const { exchange, credentials } = subject;
  const compare = comparing(test, subject);
  return {
    'shows no byte of a secret': () => {
      const visible = Buffer.from(transcriptOf(subject, test).sent).toString('latin1');
      for (const secret of Object.values(credentials.reveal()))
        expect(visible).not.toContain(secret.slice(0, 12));
    },

    'is refused with a secret shown (REQ-3)': () => {
      const { sent, hidden } = transcriptOf(subject, test);
      expect(compare(sent, hidden.slice(1)).ok).toBe(false);
    },

    'has its holes found where header lines were put in another order': () => {
      const rendered = unwrap(exchange.prepareRequest(operation, params, credentials));
      const shuffled = withHeadersReversed(rendered.bytes);
      const hidden = unwrap(exchange.findHoles(operation, params, credentials.reveal(), shuffled));
      expect(hidden).toHaveLength(operation.message.holes.length);
      for (const { start, end } of hidden) shuffled.fill(0, start, end);
      unwrap(compare(shuffled, hidden, 'any-header-order'));
    },
  };
}

type Compared = [
  sent: Uint8Array,
  hidden: readonly { start: number; end: number }[],
  how?: 'exact' | 'any-header-order',
];

function making({ operation }: OperationUnderTest, { exchange, credentials }: Subject) {
  return (params: Params): string => {
    const result = exchange.prepareRequest(operation, params, credentials);
    return result.ok ? 'made' : result.code;
  };
}

function strangers(test: OperationUnderTest, subject: Subject) {
  const code = making(test, subject);
  return {
    'is not made of parameters that are unknown (OP-5)': () => {
      expect(code({ ...test.params, nobody_knows_this: '1' })).toBe('params.unknown');
    },
  };
}

/** Of an operation that takes some. */
function parameters(test: OperationUnderTest, subject: Subject) {
  const code = making(test, subject);
  const { params } = test;
  return {
    'is not made of parameters that are missing (OP-5)': () => {
      for (const name of Object.keys(params)) {
        const others = Object.fromEntries(Object.entries(params).filter(([key]) => key !== name));
        expect(code(others), name).toBe('params.missing');
      }
    },

    'is not made of parameters that are illegal (OP-4)': () => {
      for (const name of Object.keys(params))
        for (const hostile of [...HOSTILE, ...HOSTILE.map((text) => [text]), []])
          expect(code({ ...params, [name]: hostile }), JSON.stringify(hostile)).toBe('params.value');
    },
  };
}
