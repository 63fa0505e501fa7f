import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { buildModule, customSection } from '../testing/module-builder.ts';
import { CodeCache } from './code-cache.ts';

/** Modules that differ in a section that nothing reads. */
const variant = (title: string): Uint8Array => buildModule({ after: customSection(title, '') });

describe('compiled code', () => {
  it('is made once and found by checksum', () => {
    const cache = new CodeCache({ capacity: 2 });
    const wasm = variant('a');
    const first = cache.compile(wasm);
    expect(first.checksum).toEqual(sha256(wasm));
    expect(cache.compile(Uint8Array.from(wasm))).toBe(first);
    expect(cache.get(sha256(wasm), () => expect.unreachable('it is in memory'))).toBe(first);
  });

  it('is loaded again once it was pushed out, the least recently used first', () => {
    const cache = new CodeCache({ capacity: 2 });
    const [a, b, c] = ['a', 'b', 'c'].map(variant) as [Uint8Array, Uint8Array, Uint8Array];
    const loaded: string[] = [];
    const get = (title: string, wasm: Uint8Array): void => {
      cache.get(sha256(wasm), () => {
        loaded.push(title);
        return wasm;
      });
    };
    get('a', a);
    get('b', b);
    get('a', a);
    get('c', c);
    get('a', a);
    get('b', b);
    expect(loaded).toEqual(['a', 'b', 'c', 'b']);
  });

  it('knows what its exports take, wherever they come from', () => {
    const { signatures, report } = new CodeCache({ capacity: 1 }).compile(variant('a'));
    expect(signatures.get('allocate')).toEqual({ params: [0x7f], results: [0x7f] });
    expect(signatures.get('deallocate')).toEqual({ params: [0x7f], results: [] });
    expect(signatures.has('memory')).toBe(false);
    expect(report.entryPoints).toEqual(['allocate', 'deallocate', 'interface_version_8']);
  });

  it('that is refused leaves nothing behind', () => {
    const cache = new CodeCache({ capacity: 2 });
    const bad = buildModule({ code: [0xff] });
    expect(() => cache.compile(bad)).toThrow();
    expect(() => cache.get(sha256(bad), () => bad)).toThrow();
  });
});
