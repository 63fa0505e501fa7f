import { MALLOC_ENVIRONMENT, MANY_CONNECTIONS } from '@cloudx3/launcher';

const GENERATED = '// Written by "npm run generate".';

/** `src/cli/version.ts` of a program: what `--version` prints. */
export function versionFile(version: string): string {
  return `${GENERATED}\nexport const VERSION = '${version}';\n`;
}

/**
 * What the command of a program starts. Where the sources are, in a clone, it runs them on the Node that the lockfile brings; where it was
 * installed, it runs as it was built. Its own syntax is old, so that an old Node is answered with a sentence.
 */
export function binFile(program: {
  readonly name: string;
  /** Oldest major version of Node that runs the built program. */
  readonly node: number;
  /** It holds many connections, and is started with the flags for that. */
  readonly manyConnections: boolean;
}): string {
  const { name, node, manyConnections } = program;
  return `#!/usr/bin/env node
${GENERATED}
import { existsSync } from 'node:fs';
${manyConnections ? "import { fileURLToPath } from 'node:url';\n" : ''}
const sources = new URL('../src/cli/main.ts', import.meta.url);
const built = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(sources)) {
  // A clone: on the Node that the lockfile brings, without a build.
  ${launchSources(manyConnections)}
} else if (Number(process.versions.node.split('.')[0]) < ${node}) {
  console.error('${name} needs Node.js ${node} or newer; this is Node.js ' + process.versions.node + '.');
  process.exitCode = 1;
} ${manyConnections ? runTuned() : 'else {\n  import(built.href);\n}\n'}`;
}

function launchSources(manyConnections: boolean): string {
  return manyConnections
    ? `import('@cloudx3/launcher').then(({ MANY_CONNECTIONS, launch }) =>
    launch(sources, undefined, MANY_CONNECTIONS),
  );`
    : "import('@cloudx3/launcher').then(({ launch }) => launch(sources));";
}

/** V8 and malloc take these settings at the start of a process only. */
function runTuned(): string {
  const environment = Object.entries(MALLOC_ENVIRONMENT).map(([name, value]) => `${name}: '${value}'`);
  const flags = MANY_CONNECTIONS.map((flag) => `'${flag}'`).join(', ');
  return `else if (process.platform === 'win32') {
  import(built.href);
} else {
  // In the place of this process, and so under its id: V8 and malloc take these settings at a start alone.
  process.execve(
    process.execPath,
    [
      process.execPath,
      ...process.execArgv,
      ${flags},
      fileURLToPath(built),
      ...process.argv.slice(2),
    ],
    { ${environment.join(', ')}, ...process.env },
  );
}
`;
}
