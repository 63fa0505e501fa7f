import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CONTROL_FRAME, readFrame, writeFrame } from './frames.ts';

describe('frames', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('control' as const, 'stream' as const),
        fc.uint8Array({ minLength: 1 }),
        (kind, bytes) => {
          expect(readFrame(writeFrame(kind, bytes), true)).toEqual({ ok: true, frame: { kind, bytes } });
        },
      ),
    );
  });

  it('refuse text, nothing, an unknown kind, empty stream bytes and a control message that is too large', () => {
    const code = (data: Uint8Array, isBinary = true): string => {
      const result = readFrame(data, isBinary);
      return result.ok ? 'ok' : result.code;
    };
    expect(code(Buffer.from('\0hello'), false)).toBe('session.malformed');
    expect(code(new Uint8Array())).toBe('session.malformed');
    for (let kind = 2; kind < 256; kind += 1) expect(code(Uint8Array.of(kind, 1))).toBe('session.malformed');
    expect(code(Uint8Array.of(1))).toBe('session.malformed');
    expect(code(new Uint8Array(MAX_CONTROL_FRAME))).toBe('ok');
    expect(code(new Uint8Array(MAX_CONTROL_FRAME + 1))).toBe('session.frame_too_large');
  });
});
