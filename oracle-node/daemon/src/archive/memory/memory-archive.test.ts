import { describe } from 'vitest';
import { testEntry } from '../../testing/test-entry.ts';
import { archiveConformance } from '../conformance/archive-conformance.ts';
import { MemoryArchive } from './memory-archive.ts';

describe('an archive in memory', () => {
  archiveConformance(() => {
    const archive = new MemoryArchive();
    return {
      entry: testEntry,
      open: () => archive,
      spoil: (id, file) => archive.entries.set(id, { file, atMs: 0 }),
      break: () => (archive.isBroken = true),
      mend: () => (archive.isBroken = false),
    };
  });
});
