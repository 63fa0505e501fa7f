import { RecordReader } from '@cloudx3/tls13';
import { cut } from '../grammar/bytes.ts';
import { recordTree, stream } from '../grammar/records.ts';
import { branch, mutateTree } from '../grammar/tree.ts';
import type { Random } from '../harness/random.ts';
import { ACCEPTED } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { refusalNow } from './refusal.ts';

const LENGTHS = [0, 1, 2, 16, 17, 18, 300, 16_384, 16_385, 16_640, 16_641] as const;
const VERSIONS = [
  [3, 3],
  [3, 3],
  [3, 3],
  [3, 1],
  [3, 0],
  [3, 4],
  [2, 0],
  [0, 0],
] as const;

function record(random: Random) {
  const type = random.pick([20, 21, 22, 22, 23, 23, 24] as const);
  const length = type === 20 && random.once(2) ? 1 : random.pick(LENGTHS);
  const payload = length === 1 ? Uint8Array.of(1) : new Uint8Array(length);
  return recordTree(type, payload, random.once(3) ? random.pick(VERSIONS) : [3, 3]);
}

export const RECORDS: FuzzTarget = {
  about: 'TLS records of either direction, in pieces (RFC 8446, section 5.1)',
  shallow: ['tls.record.type'],
  deep: 0.7,
  prepare: () => (random) => {
    const records = Array.from({ length: 1 + random.below(5) }, () => record(random));
    const bytes = random.once(2) ? stream(...records) : mutateTree(random, branch(0, records));
    const pieces = cut(random, bytes);
    return {
      run: () => refusalNow(() => read(pieces)),
      show: () => pieces.map((piece) => Buffer.from(piece).toString('hex')).join(' '),
    };
  },
};

/** Every byte comes out again, in its place, unless it belongs to a record that is not complete. */
function read(pieces: readonly Uint8Array[]): string {
  const reader = new RecordReader();
  let pushed = 0;
  let end = 0;
  for (const piece of pieces) {
    reader.push(piece);
    pushed += piece.length;
    for (let record = reader.next(); record !== undefined; record = reader.next()) {
      if (record.start !== end || record.end - record.start !== 5 + record.payload.length)
        throw new Error('a record is out of place');
      end = record.end;
    }
  }
  if (pushed - end !== reader.pending) throw new Error('bytes are lost');
  return ACCEPTED;
}
