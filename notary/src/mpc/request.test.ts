import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { checkRequestSize, requestBytes } from './request.ts';
import type { MpcRequest } from './request.ts';
import { NotaryError } from '../session/error.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const good: MpcRequest = { method: 'GET', target: '/a?b=c', headers: [['Host', bytes('a.test')]] };

describe('requestBytes', () => {
  it('writes every byte as given, in the order given', () => {
    const request: MpcRequest = {
      method: 'POST',
      target: '/x?y=%20',
      headers: [
        ['Host', bytes('a.test')],
        ['b', bytes('1')],
        ['A', bytes('\xff')],
        ['b', bytes('')],
      ],
      body: new Uint8Array([0, 13, 10, 255]),
    };
    expect(Buffer.from(requestBytes(request)).toString('latin1')).toBe(
      'POST /x?y=%20 HTTP/1.1\r\nHost: a.test\r\nb: 1\r\nA: \xff\r\nb: \r\n\r\n\0\r\n\xff',
    );
  });

  it.each<[string, Partial<MpcRequest>]>([
    ['a method with a space', { method: 'GET /' }],
    ['a method in lower case', { method: 'get' }],
    ['HEAD, whose answer has no body', { method: 'HEAD' }],
    ['a target without a slash', { target: 'a' }],
    ['a target with a space', { target: '/a b' }],
    ['a target with a line break', { target: '/\r\nX: 1' }],
    ['a target beyond ASCII', { target: '/\u00e9' }],
    ['a header name with a colon', { headers: [['a:', bytes('')]] }],
    ['an empty header name', { headers: [['', bytes('')]] }],
    ['a header value with a line feed', { headers: [['a', bytes('SECRET\n')]] }],
    ['a header value with a carriage return', { headers: [['a', bytes('SECRET\r')]] }],
    ['a header value with a zero', { headers: [['a', bytes('SECRET\0')]] }],
  ])('refuses %s, and does not repeat the value', (_title, bad) => {
    let error: unknown;
    try {
      requestBytes({ ...good, ...bad });
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ code: 'mpc.invalid_options' });
    expect((error as NotaryError).message).not.toContain('SECRET');
  });

  it('never lets a header or a target add a line', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.uint8Array(), (target, name, value) => {
        let text: string;
        try {
          text = Buffer.from(requestBytes({ ...good, target, headers: [[name, value]] })).toString('latin1');
        } catch (error) {
          expect(error).toBeInstanceOf(NotaryError);
          return;
        }
        expect(text.split('\r\n')).toHaveLength(4);
      }),
    );
  });
});

describe('checkRequestSize', () => {
  it('allows what fits and nothing else', () => {
    expect(() => checkRequestSize(new Uint8Array(100), 100)).not.toThrow();
    expect(() => checkRequestSize(new Uint8Array(101), 100)).toThrow(
      expect.objectContaining({ code: 'mpc.request_too_large' }) as Error,
    );
    expect(() => checkRequestSize(new Uint8Array(20), 100)).toThrow(
      expect.objectContaining({ code: 'mpc.request_too_small' }) as Error,
    );
  });
});
