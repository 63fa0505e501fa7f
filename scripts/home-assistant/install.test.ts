import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommandResult, RunCommand } from './command.ts';
import { HomeAssistantErrorCode } from './error.ts';
import { installHomeAssistant } from './install.ts';
import type { InstallDeps, InstallProgress } from './install.ts';
import { HOME_ASSISTANT_VERSION, installationPaths } from './installation.ts';

let cacheDir: string;
beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'ha-install-'));
});
afterEach(() => rm(cacheDir, { recursive: true, force: true }));

const ok = (...tail: string[]): CommandResult => ({ exitCode: 0, tail });
const missing = (program: string): Error =>
  Object.assign(new Error(`spawn ${program} ENOENT`), { code: 'ENOENT' });

interface Machine {
  /** What each Python says to the probe: "3.11.2 venv", "3.11.2 bare", … */
  pythons: Record<string, string>;
  /** What pip answers, call by call; success where nothing is left. */
  pip: CommandResult[];
  /** What the installed Python says when asked for its Home Assistant. */
  installed: CommandResult | undefined;
  readonly calls: string[];
  readonly deps: InstallDeps;
}

/** A machine whose programs are made up; its folders are real ones. */
function machine(): Machine {
  const made: Omit<Machine, 'deps'> = {
    pythons: { python3: '3.11.2 venv' },
    pip: [],
    installed: undefined,
    calls: [],
  };
  const run: RunCommand = (program, args, { onLine } = {}) => {
    const line = args.join(' ');
    if (line.includes('ensurepip')) {
      const said = made.pythons[program];
      return said === undefined ? Promise.reject(missing(program)) : Promise.resolve(ok(`python ${said}`));
    }
    if (line.includes('homeassistant.const')) {
      return made.installed ? Promise.resolve(made.installed) : Promise.reject(missing(program));
    }
    made.calls.push(line);
    if (line.includes('-m venv')) return writeEnvironment(args.at(-1) ?? '');
    const result = made.pip.shift() ?? ok('Collecting aiohttp==3.9.3');
    for (const text of result.tail) onLine?.(text);
    if (result.exitCode === 0) made.installed = ok(HOME_ASSISTANT_VERSION);
    return Promise.resolve(result);
  };
  return Object.assign(made, {
    deps: { run, platform: 'linux' as const, pythons: ['python3.11', 'python3'] },
  });
}

async function writeEnvironment(folder: string): Promise<CommandResult> {
  await mkdir(folder, { recursive: true });
  return ok();
}

const pipCalls = ({ calls }: Machine): string[] => calls.filter((line) => line.includes('pip install'));

test('a first installation builds the environment, then the build tools, then everything by hash', async () => {
  const fake = machine();
  const progress: InstallProgress[] = [];
  const result = await installHomeAssistant(
    { cacheDir, onProgress: (step) => progress.push(step) },
    fake.deps,
  );
  expect(result).toMatchObject({ version: HOME_ASSISTANT_VERSION, reused: false });
  expect(fake.calls[0]).toContain('-m venv');
  expect(pipCalls(fake)).toHaveLength(2);
  for (const line of pipCalls(fake)) expect(line).toMatch(/--no-deps --require-hashes .*--only-binary=:all:/);
  expect(pipCalls(fake)[0]).toMatch(/requirements-build\.txt$/);
  expect(pipCalls(fake)[1]).toMatch(/--no-binary=fnvhash,hassil,pyturbojpeg -r .*requirements\.txt$/);
  expect(progress.map(({ step }) => step)).toEqual(['python', 'environment', 'packages', 'done']);
  expect(await readFile(join(cacheDir, 'install.log'), 'utf8')).toContain('Collecting aiohttp');
});

test('a complete installation is reused without a Python on the machine', async () => {
  const fake = machine();
  await installHomeAssistant({ cacheDir }, fake.deps);
  fake.pythons = {};
  fake.calls.length = 0;
  expect(await installHomeAssistant({ cacheDir }, fake.deps)).toMatchObject({ reused: true });
  expect(fake.calls).toEqual([]);
});

test('an interrupted installation leaves no marker and is redone', async () => {
  const fake = machine();
  fake.pip = [ok(), { exitCode: 1, tail: ['ERROR: no such wheel'] }];
  await expect(installHomeAssistant({ cacheDir }, fake.deps)).rejects.toMatchObject({
    code: HomeAssistantErrorCode.installFailed,
    message: expect.stringContaining('ERROR: no such wheel') as string,
  });
  expect(existsSync(installationPaths(cacheDir).marker)).toBe(false);
  const leftOver = join(installationPaths(cacheDir).environment, 'half-written');
  await writeFile(leftOver, '');
  expect(await installHomeAssistant({ cacheDir }, fake.deps)).toMatchObject({ reused: false });
  expect(existsSync(leftOver)).toBe(false);
});

test.each([
  [
    'of other requirements',
    JSON.stringify({ version: HOME_ASSISTANT_VERSION, requirements: 'aa', python: '3.11.2' }),
  ],
  ['of another version', JSON.stringify({ version: '2024.3.2', requirements: 'aa', python: '3.11.2' })],
  ['that is no JSON', '{'],
  ['that is empty', ''],
])('a marker %s does not count', async (_what, marker) => {
  const fake = machine();
  await installHomeAssistant({ cacheDir }, fake.deps);
  await writeFile(installationPaths(cacheDir).marker, marker);
  expect(await installHomeAssistant({ cacheDir }, fake.deps)).toMatchObject({ reused: false });
});

test.each([
  ['is gone', undefined],
  ['cannot import it', { exitCode: 1, tail: ['ModuleNotFoundError'] }],
  ['has another version', ok('2024.3.1')],
])('an environment whose Python %s is built again', async (_what, installed) => {
  const fake = machine();
  await installHomeAssistant({ cacheDir }, fake.deps);
  fake.installed = installed;
  expect(await installHomeAssistant({ cacheDir }, fake.deps)).toMatchObject({ reused: false });
});

test.each([
  ['no Python', {}, HomeAssistantErrorCode.pythonMissing, 'python3.11, python3'],
  ['another version', { python3: '3.13.5 venv' }, HomeAssistantErrorCode.pythonVersion, 'python3 is 3.13.5'],
  [
    'a longer version',
    { python3: '3.110.1 venv' },
    HomeAssistantErrorCode.pythonVersion,
    'python3 is 3.110.1',
  ],
  [
    'no venv',
    { python3: '3.11.2 bare' },
    HomeAssistantErrorCode.pythonVenvMissing,
    'python3 is Python 3.11.2',
  ],
  ['something else', { python3: 'garbage' }, HomeAssistantErrorCode.pythonMissing, 'python3'],
])('%s is refused with what was found and the Debian packages', async (_what, pythons, code, text) => {
  const fake = machine();
  fake.pythons = pythons;
  const failure = installHomeAssistant({ cacheDir }, fake.deps);
  await expect(failure).rejects.toMatchObject({ code, message: expect.stringContaining(text) as string });
  await expect(failure).rejects.toThrow('apt-get install python3 python3-venv');
});

test('python3.11 is taken where python3 is another version', async () => {
  const fake = machine();
  fake.pythons = { python3: '3.13.5 venv', 'python3.11': '3.11.9 venv' };
  expect(await installHomeAssistant({ cacheDir }, fake.deps)).toMatchObject({ reused: false });
});

test('two installations at once do the work once', async () => {
  const fake = machine();
  const both = await Promise.all([
    installHomeAssistant({ cacheDir }, fake.deps),
    installHomeAssistant({ cacheDir }, fake.deps),
  ]);
  expect(both.filter(({ reused }) => reused)).toHaveLength(1);
  expect(pipCalls(fake)).toHaveLength(2);
});

/** A program of its own that takes the lock as an installation does, says so, and holds it until it is ended. */
async function holdLock(): Promise<ChildProcess> {
  const script = `
    import { takeInstallLock } from ${JSON.stringify(join(import.meta.dirname, 'install-lock.ts'))};
    await takeInstallLock(process.argv[1]);
    process.stdout.write('held');
    setInterval(() => undefined, 1000);`;
  const args = ['--input-type=module', '-e', script, installationPaths(cacheDir).lock];
  const holder = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  return holder;
}

test('an installation waits for that of another process, and goes on when that one is killed', async () => {
  const holder = await holdLock();
  const onProgress = ({ step }: InstallProgress) => step === 'wait' && holder.kill('SIGKILL');
  expect(await installHomeAssistant({ cacheDir, onProgress }, machine().deps)).toMatchObject({
    reused: false,
  });
  expect(holder.killed).toBe(true);
});

test('an abort ends the wait for another installation', async () => {
  const holder = await holdLock();
  const stop = new AbortController();
  const onProgress = ({ step }: InstallProgress) => step === 'wait' && stop.abort();
  const failure = installHomeAssistant({ cacheDir, onProgress, signal: stop.signal }, machine().deps);
  await expect(failure).rejects.toMatchObject({ name: 'AbortError' });
  holder.kill('SIGKILL');
});

test('a platform that Home Assistant does not run on is refused', async () => {
  const deps: InstallDeps = { ...machine().deps, platform: 'win32' };
  const code = HomeAssistantErrorCode.platformUnsupported;
  await expect(installHomeAssistant({ cacheDir }, deps)).rejects.toMatchObject({ code });
});
