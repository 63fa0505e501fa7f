import { HomeAssistantError, HomeAssistantErrorCode } from './error.ts';
import type { RunCommand } from './command.ts';

/** What Home Assistant 2024.3.3 has wheels for, and what Debian 12 ships. */
const WANTED = '3.11';
const ON_DEBIAN = 'On Debian 12: apt-get install python3 python3-venv.';

/** Prints the version and whether a virtual environment with pip can be made; Debian splits that off into python3-venv. */
const PROBE = [
  'import importlib.util, sys',
  'able = all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))',
  'print("python", ".".join(map(str, sys.version_info[:3])), "venv" if able else "bare")',
].join('\n');

export interface Python {
  readonly program: string;
  /** Such as "3.11.2". */
  readonly version: string;
}

interface Probe extends Python {
  readonly canMakeVenv: boolean;
}

/** Finds a Python 3.11 that can make virtual environments, or says by name what is missing. */
export async function findPython(
  candidates: readonly string[],
  run: RunCommand,
  signal?: AbortSignal,
): Promise<Python> {
  const found: Probe[] = [];
  for (const program of candidates) {
    const probe = await probePython(program, run, signal);
    if (probe === undefined) continue;
    if (isWanted(probe) && probe.canMakeVenv) return { program, version: probe.version };
    found.push(probe);
  }
  throw whatIsMissing(candidates, found);
}

async function probePython(
  program: string,
  run: RunCommand,
  signal?: AbortSignal,
): Promise<Probe | undefined> {
  try {
    const { exitCode, tail } = await run(program, ['-c', PROBE], { signal });
    const match = /^python (\d+\.\d+\.\d+) (venv|bare)$/.exec(tail.at(-1) ?? '');
    if (exitCode !== 0 || match?.[1] === undefined) return undefined;
    return { program, version: match[1], canMakeVenv: match[2] === 'venv' };
  } catch (error) {
    signal?.throwIfAborted();
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isWanted({ version }: Python): boolean {
  return version.startsWith(`${WANTED}.`);
}

function whatIsMissing(candidates: readonly string[], found: readonly Probe[]): HomeAssistantError {
  const bare = found.find(isWanted);
  if (bare) {
    return new HomeAssistantError(
      HomeAssistantErrorCode.pythonVenvMissing,
      `${bare.program} is Python ${bare.version} but its modules venv and ensurepip are not installed. ${ON_DEBIAN}`,
    );
  }
  if (found.length > 0) {
    const versions = found.map(({ program, version }) => `${program} is ${version}`).join(', ');
    return new HomeAssistantError(
      HomeAssistantErrorCode.pythonVersion,
      `Python ${WANTED} is needed: ${versions}. ${ON_DEBIAN} Elsewhere, install a python${WANTED}.`,
    );
  }
  return new HomeAssistantError(
    HomeAssistantErrorCode.pythonMissing,
    `Python ${WANTED} is needed and none was found under the names ${candidates.join(', ')}. ${ON_DEBIAN}`,
  );
}
