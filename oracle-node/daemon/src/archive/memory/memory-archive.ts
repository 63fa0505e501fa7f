import { NodeError } from '../../error.ts';
import { checkEntry } from '../entry.ts';
import type { Archive } from '../ports.ts';

interface Kept {
  readonly file: Uint8Array;
  readonly atMs: number;
}

/** An {@link Archive} that lasts as long as its process; for tests. */
export class MemoryArchive implements Archive {
  readonly entries = new Map<string, Kept>();
  /** Every call fails with `node.archive` while this is true. */
  isBroken = false;

  async put({ id, file }: { id: string; file: Uint8Array }, atMs: number): Promise<string> {
    await this.answer();
    checkEntry(id, file);
    if (!this.isGood(id)) this.entries.set(id, { file, atMs });
    return `memory:${id}`;
  }

  async get(id: string): Promise<Uint8Array | undefined> {
    await this.answer();
    const file = this.entries.get(id)?.file;
    if (file !== undefined) checkEntry(id, file);
    return file;
  }

  async prune(olderThanMs: number): Promise<number> {
    await this.answer();
    const old = [...this.entries].filter(([, { atMs }]) => atMs < olderThanMs);
    for (const [id] of old) this.entries.delete(id);
    return old.length;
  }

  private async answer(): Promise<void> {
    await Promise.resolve();
    if (this.isBroken) throw new NodeError('node.archive', 'the archive is broken');
  }

  private isGood(id: string): boolean {
    const kept = this.entries.get(id);
    if (kept === undefined) return false;
    try {
      checkEntry(id, kept.file);
      return true;
    } catch {
      return false;
    }
  }
}
