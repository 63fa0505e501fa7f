import { repositoryRoot } from '@cloudx3/launcher';
import { sourceFolders } from '../workspace.ts';
import { cruise } from './cruise.ts';

// `npm run check`: dependencies point one way, and nothing needs itself.
const { modules, violations } = cruise(repositoryRoot, sourceFolders());
for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`);
if (violations.length > 0 || modules === 0) process.exit(1);
console.log(`${modules} modules, no import against its direction`);
