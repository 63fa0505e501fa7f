import { MAX_BYTES } from '@cloudx3/proto';

/** First byte of every frame of a session's WebSocket. */
const FRAME_KIND = { control: 0, stream: 1 } as const;

/** Most bytes of a control frame, its first byte included. */
export const MAX_CONTROL_FRAME = 1 + MAX_BYTES.sessionMessage;
/** Most bytes of the stream that we put in one frame. */
export const MAX_STREAM_CHUNK = 65_536;
/** Most bytes of any frame; the WebSocket itself refuses more. */
export const MAX_FRAME = 1 + 262_144;

/** `stream` is what the engines say to each other: MPC, or in PROXY mode the TLS records of the carried connection. */
export type Frame =
  | { readonly kind: 'control'; readonly bytes: Uint8Array }
  | { readonly kind: 'stream'; readonly bytes: Uint8Array };

export type FrameResult =
  | { readonly ok: true; readonly frame: Frame }
  | { readonly ok: false; readonly code: 'session.malformed' | 'session.frame_too_large' };

/** Reads a frame. Text, an empty frame and an unknown first byte are malformed. The bytes are a view, not a copy. */
export function readFrame(data: Uint8Array, isBinary: boolean): FrameResult {
  const [kind] = data;
  if (!isBinary || kind === undefined) return { ok: false, code: 'session.malformed' };
  if (kind === FRAME_KIND.control) {
    if (data.length > MAX_CONTROL_FRAME) return { ok: false, code: 'session.frame_too_large' };
    return { ok: true, frame: { kind: 'control', bytes: data.subarray(1) } };
  }
  if (kind !== FRAME_KIND.stream || data.length === 1) return { ok: false, code: 'session.malformed' };
  return { ok: true, frame: { kind: 'stream', bytes: data.subarray(1) } };
}

export function writeFrame(kind: Frame['kind'], bytes: Uint8Array): Uint8Array {
  const frame = new Uint8Array(1 + bytes.length);
  frame[0] = FRAME_KIND[kind];
  frame.set(bytes, 1);
  return frame;
}
