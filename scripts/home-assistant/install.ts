import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { runCommand } from './command.ts';
import type { RunCommand } from './command.ts';
import { HomeAssistantError, HomeAssistantErrorCode } from './error.ts';
import { takeInstallLock } from './install-lock.ts';
import {
  BUILD_REQUIREMENTS,
  HOME_ASSISTANT_VERSION,
  REQUIREMENTS,
  SOURCE_ONLY,
  installationPaths,
  isCurrent,
  readMarker,
  requirementsDigest,
  writeMarker,
} from './installation.ts';
import type { InstallationPaths } from './installation.ts';
import { findPython } from './python.ts';

/** `.cache/home-assistant` in the repository: outside of version control, and kept between runs. */
export const DEFAULT_CACHE_DIR = resolve(import.meta.dirname, '..', '..', '.cache', 'home-assistant');

/** What pip is told besides the requirement file: exactly these files, nothing resolved, nothing built in isolation. */
const PIP_INSTALL = [
  ...['-I', '-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--progress-bar=off'],
  ...['--no-deps', '--require-hashes', '--no-build-isolation', '--only-binary=:all:'],
];

export interface InstallProgress {
  readonly step: 'wait' | 'python' | 'environment' | 'packages' | 'done';
  readonly text: string;
}

export interface InstallOptions {
  readonly cacheDir?: string;
  readonly onProgress?: (progress: InstallProgress) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface InstallDeps {
  readonly run: RunCommand;
  readonly platform: NodeJS.Platform;
  /** Names under which a Python is looked for, in this order. */
  readonly pythons: readonly string[];
}

export interface Installation {
  readonly version: string;
  readonly cacheDir: string;
  /** The Python of the environment that Home Assistant is installed in. */
  readonly python: string;
  /** True where a complete installation was found and nothing was done. */
  readonly reused: boolean;
}

const DEPS: InstallDeps = { run: runCommand, platform: process.platform, pythons: ['python3.11', 'python3'] };

/**
 * Installs Home Assistant from PyPI into `cacheDir`, or finds that a complete installation is there. An interrupted
 * installation is redone from the start.
 */
export async function installHomeAssistant(
  { cacheDir = DEFAULT_CACHE_DIR, onProgress, signal }: InstallOptions = {},
  deps: InstallDeps = DEPS,
): Promise<Installation> {
  const paths = installationPaths(cacheDir);
  const requirements = await requirementsDigest();
  const reuse = async (): Promise<boolean> =>
    isCurrent(await readMarker(paths.marker), requirements) && (await answers(paths, deps.run, signal));
  const result = { version: HOME_ASSISTANT_VERSION, cacheDir, python: paths.python };
  if (await reuse()) return { ...result, reused: true };
  refuseForeignPlatform(deps.platform);
  await mkdir(cacheDir, { recursive: true });
  const onWait = () => onProgress?.({ step: 'wait', text: 'another process is installing it' });
  using _lock = await takeInstallLock(paths.lock, { signal, onWait });
  // Whoever held the lock may just have done the work.
  if (await reuse()) return { ...result, reused: true };
  await installAnew(paths, requirements, { onProgress, signal }, deps);
  return { ...result, reused: false };
}

function refuseForeignPlatform(platform: NodeJS.Platform): void {
  if (platform === 'linux' || platform === 'darwin') return;
  throw new HomeAssistantError(
    HomeAssistantErrorCode.platformUnsupported,
    `Home Assistant runs on Linux and macOS, not on ${platform}. Use the vendor emulator instead.`,
  );
}

/** A marker can outlive the Python that the environment points to: the system's Python may have been replaced. */
async function answers(paths: InstallationPaths, run: RunCommand, signal?: AbortSignal): Promise<boolean> {
  const script = 'import homeassistant.const; print(homeassistant.const.__version__)';
  try {
    const { exitCode, tail } = await run(paths.python, ['-I', '-c', script], { signal });
    return exitCode === 0 && tail.at(-1) === HOME_ASSISTANT_VERSION;
  } catch {
    signal?.throwIfAborted();
    return false;
  }
}

async function installAnew(
  paths: InstallationPaths,
  requirements: string,
  { onProgress, signal }: { onProgress: InstallOptions['onProgress']; signal: AbortSignal | undefined },
  { run, pythons }: InstallDeps,
): Promise<void> {
  const python = await findPython(pythons, run, signal);
  onProgress?.({ step: 'python', text: `${python.program} is Python ${python.version}` });
  await rm(paths.environment, { recursive: true, force: true });
  const log = createWriteStream(paths.log, { mode: 0o600 });
  const logged: RunCommand = async (program, args, options = {}) => {
    const onLine = (line: string) => {
      log.write(`${line}\n`);
      options.onLine?.(line);
    };
    return must(await run(program, args, { signal, onLine }), paths.log);
  };
  try {
    onProgress?.({ step: 'environment', text: `a virtual environment in ${dirname(paths.environment)}` });
    await logged(python.program, ['-I', '-m', 'venv', paths.environment]);
    await logged(paths.python, [...PIP_INSTALL, '-r', BUILD_REQUIREMENTS]);
    const onLine = packageProgress(onProgress);
    await logged(paths.python, [...PIP_INSTALL, `--no-binary=${SOURCE_ONLY.join(',')}`, '-r', REQUIREMENTS], {
      onLine,
    });
  } finally {
    log.end();
    await finished(log);
  }
  await writeMarker(paths.marker, { version: HOME_ASSISTANT_VERSION, requirements, python: python.version });
  onProgress?.({ step: 'done', text: `Home Assistant ${HOME_ASSISTANT_VERSION}` });
}

function must(result: Awaited<ReturnType<RunCommand>>, log: string): Awaited<ReturnType<RunCommand>> {
  if (result.exitCode === 0) return result;
  const tail = result.tail.slice(-8).join('\n  ');
  throw new HomeAssistantError(
    HomeAssistantErrorCode.installFailed,
    `Home Assistant could not be installed. All of it is in ${log}; its end:\n  ${tail}`,
  );
}

/** pip says "Collecting name==version" once a package, and once before it copies all of them into place. */
function packageProgress(onProgress: InstallOptions['onProgress']): (line: string) => void {
  let collected = 0;
  return (line) => {
    const name = /^Collecting ([\w.-]+)/.exec(line)?.[1];
    if (name !== undefined) onProgress?.({ step: 'packages', text: `package ${++collected}: ${name}` });
    else if (line.startsWith('Installing collected'))
      onProgress?.({ step: 'packages', text: 'copying into place' });
  };
}
