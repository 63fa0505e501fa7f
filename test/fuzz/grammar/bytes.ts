import type { Random } from '../harness/random.ts';

const EDGES = [0, 1, 9, 10, 13, 31, 32, 127, 128, 254, 255] as const;
const MAX_BYTES = 1 << 17;
const MAX_PIECES = 48;

/** Bytes with one to four small changes: a byte, a few bytes more or less, a part again. */
export function mutateBytes(random: Random, bytes: Uint8Array): Uint8Array {
  let result = bytes;
  for (let left = 1 + random.below(4); left > 0 && result.length < MAX_BYTES; left -= 1) {
    result = edit(random, result);
    if (random.once(2)) break;
  }
  return result;
}

function edit(random: Random, bytes: Uint8Array): Uint8Array {
  const at = random.below(bytes.length + 1);
  const count = 1 + random.below(random.once(4) ? 64 : 4);
  switch (random.below(6)) {
    case 0:
      return spliced(bytes, at, 0, random.bytes(count));
    case 1:
      return spliced(bytes, at, count, NOTHING);
    case 2:
      return spliced(bytes, at, 0, bytes.subarray(at, at + count));
    case 3: {
      const copy = Uint8Array.from(bytes);
      if (at < copy.length) copy[at] = random.pick(EDGES);
      return copy;
    }
    default: {
      const copy = Uint8Array.from(bytes);
      if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
      return copy;
    }
  }
}

const NOTHING = new Uint8Array(0);

/** The bytes with `count` of them from `at` on replaced. */
export function spliced(bytes: Uint8Array, at: number, count: number, by: Uint8Array): Uint8Array {
  const end = Math.min(bytes.length, at + count);
  const result = new Uint8Array(bytes.length - (end - at) + by.length);
  result.set(bytes.subarray(0, at));
  result.set(by, at);
  result.set(bytes.subarray(end), at + by.length);
  return result;
}

/** The same bytes in pieces, as a network might deliver them. */
export function cut(random: Random, bytes: Uint8Array): Uint8Array[] {
  if (random.once(2)) return [bytes];
  const pieces: Uint8Array[] = [];
  // Many pieces test no more than some do.
  const least = Math.ceil(bytes.length / MAX_PIECES);
  const largest = least + random.pick([0, 2, 6, 60, 1_000] as const);
  for (let at = 0; at < bytes.length;) {
    const length = least + random.below(largest);
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}
