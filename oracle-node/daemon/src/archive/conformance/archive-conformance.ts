import { MAX_BYTES } from '@cloudx3/proto';
import { expect, it } from 'vitest';
import type { Archive, ArchiveEntry } from '../ports.ts';

/** An archive under test; each test gets an empty one. */
export interface ArchiveFixture {
  /** The entry of a session of this name, the same each time; with another operation, another file of the same attestation. */
  readonly entry: (session: string, changes?: { readonly operation: Uint8Array }) => ArchiveEntry;
  /** Opens the archive; a second time it finds what was put the first time. */
  readonly open: () => Archive;
  /** Puts these bytes where the entry of this id is kept, as a disk or a stranger would. */
  readonly spoil: (id: string, bytes: Uint8Array) => void;
  /** Makes the medium fail, until it is mended. */
  readonly break: () => void;
  readonly mend: () => void;
}

const NOW = 1_700_000_000_000;

/** What every {@link Archive} has to do. Call it within a `describe`. */
export function archiveConformance(fixture: () => ArchiveFixture): void {
  keeps(fixture);
  refuses(fixture);
  fails(fixture);
}

function keeps(fixture: () => ArchiveFixture): void {
  it('gives back the bytes that were put, also to the next process, and nothing for another id', async () => {
    const { open, entry } = fixture();
    const [first, second] = [entry('first'), entry('second')];
    const place = await open().put(first, NOW);
    expect(place).toContain(first.id);
    expect(await open().get(first.id)).toEqual(first.file);
    expect(await open().get(second.id)).toBeUndefined();
  });

  it('says the same place again, and keeps the first of two files of one attestation', async () => {
    const { open, entry } = fixture();
    const archive = open();
    const first = entry('first');
    const place = await archive.put(first, NOW);
    const other = entry('first', { operation: Uint8Array.of(1, 2, 3) });
    expect(other.id).toBe(first.id);
    expect(await archive.put(other, NOW + 1)).toBe(place);
    expect(await archive.get(first.id)).toEqual(first.file);
  });

  it('takes one twice at the same moment', async () => {
    const { open, entry } = fixture();
    const archive = open();
    const first = entry('first');
    const places = await Promise.all([archive.put(first, NOW), archive.put(first, NOW)]);
    expect(new Set(places).size).toBe(1);
    expect(await archive.get(first.id)).toEqual(first.file);
  });

  it('lets go of what was put before a time, and of nothing else', async () => {
    const { open, entry } = fixture();
    const [first, second] = [entry('first'), entry('second')];
    const archive = open();
    expect(await archive.prune(NOW)).toBe(0);
    await archive.put(first, NOW - 60_000);
    await archive.put(second, NOW);
    expect(await archive.prune(NOW)).toBe(1);
    expect(await archive.get(first.id)).toBeUndefined();
    expect(await archive.get(second.id)).toEqual(second.file);
    expect(await archive.prune(NOW)).toBe(0);
  });
}

function refuses(fixture: () => ArchiveFixture): void {
  it('takes nothing under an id that is not its own', async () => {
    const { open, entry } = fixture();
    const [first, second] = [entry('first'), entry('second')];
    const archive = open();
    for (const [what, id, file] of [
      ['another attestation', second.id, first.file],
      ['no attestation', first.id, new TextEncoder().encode('{}')],
      ['half of one', first.id, first.file.slice(0, -10)],
      ['more than any has', first.id, new Uint8Array(MAX_BYTES.attestationFile + 1)],
      ['a way out', '../../etc/passwd', first.file],
    ] as const)
      await expect(archive.put({ id, file }, NOW), what).rejects.toMatchObject({
        code: 'node.archive_entry',
      });
    expect(await archive.get(first.id)).toBeUndefined();
    expect(await archive.get(second.id)).toBeUndefined();
  });

  it('gives nothing out that was changed since, and mends it when it is put again', async () => {
    const { open, spoil, entry } = fixture();
    const [first, second] = [entry('first'), entry('second')];
    const archive = open();
    await archive.put(first, NOW);
    for (const bytes of [second.file, new Uint8Array(), new Uint8Array(MAX_BYTES.attestationFile + 1)]) {
      spoil(first.id, bytes);
      await expect(archive.get(first.id)).rejects.toMatchObject({ code: 'node.archive_entry' });
      await archive.put(first, NOW);
      expect(await archive.get(first.id)).toEqual(first.file);
    }
  });
}

function fails(fixture: () => ArchiveFixture): void {
  it('says so by its code where its medium fails, and goes on when that is mended', async () => {
    const { open, entry, ...medium } = fixture();
    const [first, second] = [entry('first'), entry('second')];
    const archive = open();
    await archive.put(first, NOW);
    medium.break();
    const failure = { code: 'node.archive' };
    await expect(archive.put(second, NOW)).rejects.toMatchObject(failure);
    await expect(archive.get(first.id)).rejects.toMatchObject(failure);
    await expect(archive.prune(NOW)).rejects.toMatchObject(failure);
    medium.mend();
    await archive.put(second, NOW);
    expect(await archive.get(second.id)).toEqual(second.file);
  });
}
