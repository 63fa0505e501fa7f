import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AXES } from './axes.ts';

/** What every server serves: a file for each size, below `length/` and below `chunked/`. */
export interface Content {
  readonly folder: string;
  readonly bodies: ReadonlyMap<string, Uint8Array>;
}

export async function makeContent(folder: string): Promise<Content> {
  const bodies = new Map(AXES.size.map((size) => [size as string, makeBody(Number(size))]));
  for (const framing of AXES.framing) {
    await mkdir(join(folder, framing), { recursive: true });
    for (const [size, body] of bodies) await writeFile(join(folder, framing, `${size}.json`), body);
  }
  return { folder, bodies };
}

/** What the reading of a body of this size must be; other for each, so that no two answers can be mistaken for each other. */
export function powerOf(bytes: number): string {
  return `${bytes / 4 + 1}.25`;
}

/** A JSON body of exactly this many bytes, without a period: a record that is lost, doubled or swapped changes it. */
export function makeBody(bytes: number): Uint8Array {
  const head = `{"power":${powerOf(bytes)},"note":"`;
  const tail = '"}';
  let seed = bytes;
  let note = '';
  while (note.length < bytes) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    note += seed.toString(36);
  }
  return Buffer.from(head + note.slice(0, bytes - head.length - tail.length) + tail, 'latin1');
}
