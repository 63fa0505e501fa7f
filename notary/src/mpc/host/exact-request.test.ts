import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { MIN_REQUEST_BYTES, placeholderRequest, replaceInMemory } from './exact-request.ts';

const random = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => crypto.getRandomValues(bytes);

describe('placeholderRequest', () => {
  it('is as long as the request, is a GET of its target, and is never the same twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: MIN_REQUEST_BYTES, max: 2000 }), (length) => {
        const { target, bytes } = placeholderRequest(length, random);
        expect(bytes).toHaveLength(length);
        expect(Buffer.from(bytes).toString()).toBe(`GET ${target} HTTP/1.1\r\n\r\n`);
        expect(target).toMatch(/^\/[a-z0-9]{8,}$/);
        expect(placeholderRequest(length, random).target).not.toBe(target);
      }),
    );
  });

  it('refuses a request that is too short to be told from other bytes', () => {
    expect(() => placeholderRequest(MIN_REQUEST_BYTES - 1, random)).toThrow(RangeError);
  });
});

describe('replaceInMemory', () => {
  const memory = (...parts: readonly string[]): SharedArrayBuffer => {
    const bytes = Buffer.from(parts.join(''));
    const shared = new SharedArrayBuffer(bytes.length);
    new Uint8Array(shared).set(bytes);
    return shared;
  };
  const read = (shared: SharedArrayBuffer): string => Buffer.from(shared).toString();

  it('replaces every copy and nothing else', () => {
    const shared = memory('..', 'abcd', 'abc', 'abcd', 'abcd', 'bcd');
    expect(replaceInMemory(shared, Buffer.from('abcd'), Buffer.from('WXYZ'))).toBe(3);
    expect(read(shared)).toBe('..WXYZabcWXYZWXYZbcd');
  });

  it('touches nothing where there is no copy', () => {
    const shared = memory('abc');
    expect(replaceInMemory(shared, Buffer.from('abcd'), Buffer.from('WXYZ'))).toBe(0);
    expect(read(shared)).toBe('abc');
  });

  it('ends when the request holds the placeholder itself, and refuses another length', () => {
    const shared = memory('aaaa');
    expect(replaceInMemory(shared, Buffer.from('aa'), Buffer.from('aa'))).toBe(2);
    expect(() => replaceInMemory(shared, Buffer.from('a'), Buffer.from('bb'))).toThrow(RangeError);
  });
});
