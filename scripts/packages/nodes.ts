import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_PACKAGES, nodeBinary, repositoryRoot } from '@cloudx3/launcher';
import { CommandError, output } from './command.ts';

/** A Node.js that packages are tried on. */
export interface Node {
  /** As `process.versions.node`. */
  readonly version: string;
  readonly binary: string;
}

/** The oldest line of Node.js that a library of ours supports. */
const OLDEST_MAJOR = 20;

/** The Node that programs run on, and the oldest that libraries run on; the latter is downloaded where the machine has another. */
export async function triedNodes(
  cache = join(repositoryRoot, '.cache'),
): Promise<{ readonly oldest: Node; readonly programs: Node }> {
  const programs = nodeBinary();
  return {
    oldest: (await systemNode()) ?? (await downloadedNode(cache)),
    programs: { version: await versionOf(programs), binary: programs },
  };
}

async function systemNode(): Promise<Node | undefined> {
  const version = await versionOf('node').catch(absent);
  return version?.startsWith(`${OLDEST_MAJOR}.`) === true ? { version, binary: 'node' } : undefined;
}

async function downloadedNode(cache: string): Promise<Node> {
  const name = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined)
    throw new CommandError(`there is no package with Node ${OLDEST_MAJOR} for this platform`);
  const folder = join(cache, `node-${OLDEST_MAJOR}`);
  const binary = join(
    folder,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    await output('npm', ['install', '--no-audit', '--no-fund', `${name}@${OLDEST_MAJOR}`], { cwd: folder });
  }
  return { version: await versionOf(binary), binary };
}

async function versionOf(binary: string): Promise<string> {
  return (await output(binary, ['--version'], { cwd: repositoryRoot })).trim().replace(/^v/, '');
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
