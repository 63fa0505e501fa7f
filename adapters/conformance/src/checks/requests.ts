import { prepareRequest } from '@cloudx3/adapter-kit';
import { compareRequest, findHoles, unwrap } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import type { OperationUnderTest, Subject } from '../subject.ts';

export function describeRequests(subject: Subject): void {
  describe.each(subject.operations)('request of $key', (test) => {
    it('is what a notary renders, byte for byte outside the holes (REQ-1, REQ-2, REQ-3)', () => {
      const { sent, hidden } = transcriptOf(subject, test);
      unwrap(compareRequest(test.operation, test.params, sent, hidden, 'exact'));
      unwrap(compareRequest(test.operation, test.params, sent, hidden, 'any-header-order'));
    });

    it('shows no byte of a secret', () => {
      const visible = Buffer.from(transcriptOf(subject, test).sent).toString('latin1');
      for (const secret of Object.values(subject.credentials.reveal()))
        expect(visible).not.toContain(secret.slice(0, 12));
    });

    it('is refused with any visible byte changed (REQ-2)', () => {
      const { sent, hidden } = transcriptOf(subject, test);
      sent.forEach((byte, at) => {
        if (hidden.some(({ start, end }) => at >= start && at < end)) return;
        const changed = Uint8Array.from(sent);
        changed[at] = byte ^ 1;
        expect(
          compareRequest(test.operation, test.params, changed, hidden, 'exact').ok,
          `byte ${at} changed`,
        ).toBe(false);
      });
    });

    it('is refused with anything hidden that is no secret, and with a secret shown (REQ-3)', () => {
      const { sent, hidden } = transcriptOf(subject, test);
      const elsewhere = [...hidden, { start: sent.length - 1, end: sent.length }];
      expect(compareRequest(test.operation, test.params, sent, elsewhere, 'exact').ok).toBe(false);
      if (hidden.length > 0)
        expect(compareRequest(test.operation, test.params, sent, hidden.slice(1), 'exact').ok).toBe(false);
    });

    it('has its holes found where header lines were put in another order', () => {
      const rendered = unwrap(prepareRequest(test.operation, test.params, subject.credentials));
      const shuffled = withHeadersReversed(rendered.bytes);
      const hidden = unwrap(findHoles(test.operation, test.params, subject.credentials.reveal(), shuffled));
      expect(hidden).toHaveLength(test.operation.message.holes.length);
      for (const { start, end } of hidden) shuffled.fill(0, start, end);
      unwrap(compareRequest(test.operation, test.params, shuffled, hidden, 'any-header-order'));
    });

    it('is not made of parameters that are missing, unknown or illegal (OP-4, OP-5)', () => {
      const { operation, params } = test;
      const code = (given: Record<string, string>): string => {
        const result = prepareRequest(operation, given, subject.credentials);
        return result.ok ? 'made' : result.code;
      };
      expect(code({ ...params, nobody_knows_this: '1' })).toBe('params.unknown');
      for (const name of Object.keys(params)) {
        expect(code(Object.fromEntries(Object.entries(params).filter(([key]) => key !== name)))).toBe(
          'params.missing',
        );
        for (const hostile of [
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
        ]) {
          expect(code({ ...params, [name]: hostile }), JSON.stringify(hostile)).toBe('params.value');
        }
      }
    });
  });
}

/** The request as a transcript shows it: hidden bytes are zero. */
function transcriptOf(subject: Subject, { operation, params }: OperationUnderTest) {
  const rendered = unwrap(prepareRequest(operation, params, subject.credentials));
  const sent = Uint8Array.from(rendered.bytes);
  for (const { start, end } of rendered.holes) sent.fill(0, start, end);
  return { sent, hidden: rendered.holes.map(({ start, end }) => ({ start, end })) };
}

function withHeadersReversed(request: Uint8Array): Uint8Array {
  const text = Buffer.from(request).toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const [line, ...headers] = text.slice(0, end).split('\r\n');
  return new Uint8Array(Buffer.from([line, ...headers.reverse()].join('\r\n') + text.slice(end), 'latin1'));
}
