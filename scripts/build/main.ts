import { CommandError } from '../packages/command.ts';
import { buildAll } from './build.ts';

// `npm run build`: what `npm pack` in a package's folder then packs.
try {
  await buildAll();
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
