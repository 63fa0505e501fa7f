// npm run NAME: a TypeScript program of ours, on Node 24, with the arguments after its path.
import { run } from './bootstrap.mjs';

const [script, ...args] = process.argv.slice(2);
await run(script, args);
