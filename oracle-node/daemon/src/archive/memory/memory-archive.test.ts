import { describe } from 'vitest';
import { archiveConformance } from '../conformance/archive-conformance.ts';
import { MemoryArchive } from './memory-archive.ts';

describe('an archive in memory', () => {
  archiveConformance(() => {
    const archive = new MemoryArchive();
    return {
      open: () => archive,
      spoil: (id, file) => archive.entries.set(id, { file, atMs: 0 }),
      break: () => (archive.isBroken = true),
      mend: () => (archive.isBroken = false),
    };
  });
});
