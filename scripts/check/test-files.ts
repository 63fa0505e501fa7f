import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** Regular expression on paths from the repository's root of what is a test, or only there for tests; the import guard reads it too. */
export const TEST_FILES = z
  .object({ pattern: z.string() })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'test-files.json'), 'utf8'))).pattern;
