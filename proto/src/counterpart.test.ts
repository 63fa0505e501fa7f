import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { DescMessage } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encode } from './index.ts';
import { anyMessage } from './testing/arbitrary.ts';
import { KINDS } from './testing/kinds.ts';
import { fieldsOf, stretched } from './testing/wire.ts';

// buf reads and writes messages by Go's protobuf, of which nothing is in our codecs.
const PROTO = fileURLToPath(new URL('..', import.meta.url));
const BUF = join(PROTO, '..', 'node_modules', '.bin', 'buf');
const run = promisify(execFile);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cloudx3-proto-'));
  await run(BUF, ['build', PROTO, '--output', join(folder, 'image.binpb')]);
});
afterAll(() => rm(folder, { recursive: true }));

/** What Go writes after it has read these bytes. */
async function rewritten(schema: DescMessage, bytes: Uint8Array): Promise<Uint8Array> {
  const [from, to] = [join(folder, `${schema.name}.in.binpb`), join(folder, `${schema.name}.out.binpb`)];
  await writeFile(from, bytes);
  const image = join(folder, 'image.binpb');
  await run(BUF, ['convert', image, '--type', schema.typeName, '--from', from, '--to', to]);
  return new Uint8Array(await readFile(to));
}

/** The longest of some messages that are the same in every run: one in which most fields are set. */
function richMessage(schema: DescMessage): Uint8Array {
  return fc
    .sample(anyMessage(schema), { seed: 7, numRuns: 40 })
    .map((message) => encode(schema, message))
    .reduce((longest, bytes) => (bytes.length > longest.length ? bytes : longest));
}

describe.each(KINDS)('ENC-1: %s', (_kind, schema) => {
  it('is written as Go writes it, and Go puts into that form what we refuse', async () => {
    const bytes = richMessage(schema);
    expect(await rewritten(schema, bytes)).toEqual(bytes);
    const loose = Buffer.concat(
      fieldsOf(bytes)
        .reverse()
        .map((field) => stretched(field.bytes, field.tagLength)),
    );
    const again = await rewritten(schema, loose);
    const order = (fields: Uint8Array) => fieldsOf(fields).map(({ number }) => number);
    expect(order(again)).toEqual(order(bytes));
    expect(again).toHaveLength(bytes.length);
  });
});
