import { MAX_BYTES } from '@cloudx3/proto';
import { expect, it } from 'vitest';
import type { Archive } from '../ports.ts';
import { testEntry } from './test-entry.ts';

/** An archive under test; each test gets an empty one. */
export interface ArchiveFixture {
  /** Opens the archive; a second time it finds what was put the first time. */
  readonly open: () => Archive;
  /** Puts these bytes where the entry of this id is kept, as a disk or a stranger would. */
  readonly spoil: (id: string, bytes: Uint8Array) => void;
  /** Makes the medium fail, until it is mended. */
  readonly break: () => void;
  readonly mend: () => void;
}

const [FIRST, SECOND] = [testEntry('first'), testEntry('second')];
const NOW = 1_700_000_000_000;

/** What every {@link Archive} has to do. Call it within a `describe`. */
export function archiveConformance(fixture: () => ArchiveFixture): void {
  keeps(fixture);
  refuses(fixture);
  fails(fixture);
}

function keeps(fixture: () => ArchiveFixture): void {
  it('gives back the bytes that were put, also to the next process, and nothing for another id', async () => {
    const { open } = fixture();
    const place = await open().put(FIRST, NOW);
    expect(place).toContain(FIRST.id);
    expect(await open().get(FIRST.id)).toEqual(FIRST.file);
    expect(await open().get(SECOND.id)).toBeUndefined();
  });

  it('says the same place again, and keeps the first of two files of one attestation', async () => {
    const archive = fixture().open();
    const place = await archive.put(FIRST, NOW);
    const other = testEntry('first', { operation: Uint8Array.of(1, 2, 3) });
    expect(other.id).toBe(FIRST.id);
    expect(await archive.put(other, NOW + 1)).toBe(place);
    expect(await archive.get(FIRST.id)).toEqual(FIRST.file);
  });

  it('takes one twice at the same moment', async () => {
    const archive = fixture().open();
    const places = await Promise.all([archive.put(FIRST, NOW), archive.put(FIRST, NOW)]);
    expect(new Set(places).size).toBe(1);
    expect(await archive.get(FIRST.id)).toEqual(FIRST.file);
  });

  it('lets go of what was put before a time, and of nothing else', async () => {
    const archive = fixture().open();
    expect(await archive.prune(NOW)).toBe(0);
    await archive.put(FIRST, NOW - 60_000);
    await archive.put(SECOND, NOW);
    expect(await archive.prune(NOW)).toBe(1);
    expect(await archive.get(FIRST.id)).toBeUndefined();
    expect(await archive.get(SECOND.id)).toEqual(SECOND.file);
    expect(await archive.prune(NOW)).toBe(0);
  });
}

function refuses(fixture: () => ArchiveFixture): void {
  it('takes nothing under an id that is not its own', async () => {
    const archive = fixture().open();
    for (const [what, id, file] of [
      ['another attestation', SECOND.id, FIRST.file],
      ['no attestation', FIRST.id, new TextEncoder().encode('{}')],
      ['half of one', FIRST.id, FIRST.file.slice(0, -10)],
      ['more than any has', FIRST.id, new Uint8Array(MAX_BYTES.attestationFile + 1)],
      ['a way out', '../../etc/passwd', FIRST.file],
    ] as const)
      await expect(archive.put({ id, file }, NOW), what).rejects.toMatchObject({
        code: 'node.archive_entry',
      });
    expect(await archive.get(FIRST.id)).toBeUndefined();
    expect(await archive.get(SECOND.id)).toBeUndefined();
  });

  it('gives nothing out that was changed since, and mends it when it is put again', async () => {
    const { open, spoil } = fixture();
    const archive = open();
    await archive.put(FIRST, NOW);
    for (const bytes of [SECOND.file, new Uint8Array(), new Uint8Array(MAX_BYTES.attestationFile + 1)]) {
      spoil(FIRST.id, bytes);
      await expect(archive.get(FIRST.id)).rejects.toMatchObject({ code: 'node.archive_entry' });
      await archive.put(FIRST, NOW);
      expect(await archive.get(FIRST.id)).toEqual(FIRST.file);
    }
  });
}

function fails(fixture: () => ArchiveFixture): void {
  it('says so by its code where its medium fails, and goes on when that is mended', async () => {
    const { open, ...medium } = fixture();
    const archive = open();
    await archive.put(FIRST, NOW);
    medium.break();
    const failure = { code: 'node.archive' };
    await expect(archive.put(SECOND, NOW)).rejects.toMatchObject(failure);
    await expect(archive.get(FIRST.id)).rejects.toMatchObject(failure);
    await expect(archive.prune(NOW)).rejects.toMatchObject(failure);
    medium.mend();
    await archive.put(SECOND, NOW);
    expect(await archive.get(SECOND.id)).toEqual(SECOND.file);
  });
}
