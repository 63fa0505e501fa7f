import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';

/** Where servers that are compiled are kept between runs. */
export const BUILD_FOLDER = join(
  process.env['CARGO_TARGET_DIR'] ?? join(repositoryRoot, '.cache'),
  'cloudx3-interop',
);
