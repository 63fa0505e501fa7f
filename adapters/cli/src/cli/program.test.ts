import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LINT_CODES, adapterManifestSchema } from '@cloudx3/adapter-kit';
import { NODE_FLAGS, programEnvironment } from '@cloudx3/launcher';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ADAPTERS = fileURLToPath(new URL('../../../', import.meta.url));
const UNWISE = 'cli/src/testdata/unwise.ts';
/** What has recorded answers is a vendor's. */
const VENDORS = readdirSync(ADAPTERS).filter((name) =>
  existsSync(join(ADAPTERS, name, 'fixtures', 'manifest.json')),
);

let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'adapter-cli-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program as its launcher does, in `adapters/`. */
function run(...args: string[]): Promise<Ran> {
  const program = fileURLToPath(new URL('main.ts', import.meta.url));
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...NODE_FLAGS, program, ...args],
      { cwd: ADAPTERS, env: { ...programEnvironment(), NO_COLOR: '1' } },
      (_, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

function committed(vendor: string): string {
  return join(ADAPTERS, vendor, 'manifest.json');
}

describe('cloudx3-adapter manifest', () => {
  it.each(VENDORS)('of %s is the committed one', async (vendor) => {
    const { code, out } = await run('manifest', vendor, '--json');
    expect(code).toBe(0);
    expect(out).toBe(readFileSync(committed(vendor), 'utf8'));
    expect(adapterManifestSchema.parse(JSON.parse(out)).vendor).toBe(vendor);
  });

  it('says for people what is asked, hidden and left open', async () => {
    const { code, out } = await run('manifest', '@cloudx3/adapter-shelly');
    expect(code).toBe(0);
    for (const line of [
      'Shelly Cloud Control API v2 (shelly 0.1.0)',
      'server      shelly-103-eu.shelly.cloud:443',
      'request     POST /v2/devices/api/get?auth_key={!auth_key}',
      'modes       MPC, PROXY',
      'hidden      auth_key: in the request line after "auth_key=", exactly 92 of alphanumeric',
      'an observer sees its length, 92, which is the same for everybody and tells nothing',
      'a dishonest prover: a valid credential fills it; only the owner of a shorter one',
      'power: W, decimals as written, -10000 to 10000, from a number',
      'sizes       request at most 346, response at most 1024 bytes',
    ])
      expect(out).toContain(line);
  });

  it('says why an operation is not read in PROXY mode', async () => {
    const { code, out } = await run('manifest', UNWISE, '--export', 'unwise');
    expect(code).toBe(0);
    expect(out).toContain(
      'not PROXY: holes.key in the request line has one exact length [operation.proxy_hole_length]',
    );
  });

  it('takes settings, which other ids follow from', async () => {
    const { out } = await run(
      'manifest',
      'shelly',
      '--json',
      '--set',
      'host=other.shelly.cloud',
      '--set',
      'channel=1',
    );
    const made = adapterManifestSchema.parse(JSON.parse(out));
    const before = adapterManifestSchema.parse(JSON.parse(readFileSync(committed('shelly'), 'utf8')));
    expect(made.settings).toEqual({ ...before.settings, host: 'other.shelly.cloud', channel: 1 });
    expect(made.operations[0]?.server.host).toBe('other.shelly.cloud');
    expect(made.operations[0]?.id).not.toBe(before.operations[0]?.id);
  });

  describe('--check', () => {
    const change = (edit: (text: string) => string): string => {
      const file = join(scratch, 'manifest.json');
      writeFileSync(file, edit(readFileSync(committed('shelly'), 'utf8')));
      return file;
    };

    it('passes the committed manifest, under the settings that it names', async () => {
      expect(await run('manifest', 'shelly', '--check', committed('shelly'))).toMatchObject({ code: 0 });
    });

    it('names what differs', async () => {
      const file = change((text) => text.replace('"maxResponseBytes": 1024', '"maxResponseBytes": 2048'));
      const { code, out } = await run('manifest', 'shelly', '--check', file);
      expect(code).toBe(1);
      expect(out.trim()).toBe('operations.switchPower.maxResponseBytes: committed 2048, made 1024');
      const answer: unknown = JSON.parse((await run('manifest', 'shelly', '--check', file, '--json')).out);
      expect(answer).toEqual({ same: false, differences: [out.trim()] });
    });

    it('names a hole that became wider and an operation that is gone', async () => {
      const file = change((text) =>
        text.replace('"maxLength": 92', '"maxLength": 64').replace('"key": "switchSet"', '"key": "former"'),
      );
      const { out } = await run('manifest', 'shelly', '--check', file);
      expect(out).toContain('operations.switchPower.holes.auth_key.maxLength: committed 64, made 92');
      expect(out).toMatch(/^operations\.former: committed \{.*\}, made nothing$/m);
      expect(out).toMatch(/^operations\.switchSet: committed nothing, made \{.*\}$/m);
    });

    it('refuses a file that is none', async () => {
      const check = (file: string) => refusal('manifest', 'shelly', '--check', file);
      expect(await check(join(scratch, 'absent.json'))).toBe('tool.file_unreadable');
      expect(await check(change(() => '{'))).toBe('tool.file_malformed');
      expect(await check(change((text) => text.replace('manifest/v1', 'manifest/v0')))).toBe(
        'tool.file_malformed',
      );
    });
  });
});

describe('cloudx3-adapter lint', () => {
  it.each(VENDORS)('finds no error and no warning in %s', async (vendor) => {
    const { code, out } = await run('lint', vendor);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^${vendor}: 0 errors, 0 warnings, [0-9]+ notes$`, 'm'));
    expect(out).not.toContain('nothing is said about units');
  });

  it('prints code, place, reason and way out of each finding, the worst first, and ends with 1', async () => {
    const { code, out } = await run('lint', UNWISE, '--export', 'unwise');
    expect(code).toBe(1);
    const found = [...out.matchAll(/^(error|warning|note) (\S+) at (\S+)$/gm)].map(([, ...words]) =>
      words.join(' '),
    );
    expect(found).toEqual([
      'error hole.proxy_unfit read.holes.key',
      'warning parameter.run_together read.target.a',
      'warning size.request_slack read.maxRequestBytes',
      'warning reading.unbounded read.readings.power',
      'warning reading.by_index read.readings.power',
      'note subject.unproven read.conditions',
      'note observed_at.undeclared read.observedAt',
      'note hole.length_varies read.holes.key',
    ]);
    for (const line of found) {
      const { meaning, remedy } = LINT_CODES[line.split(' ')[1] as keyof typeof LINT_CODES];
      expect(out).toContain(`  ${meaning}`);
      expect(out).toContain(`  Way out: ${remedy}`);
    }
    expect(out).toContain('nothing is said about units: read');
    expect(out.trimEnd().split('\n').at(-1)).toBe('unwise: 1 errors, 4 warnings, 3 notes');
  });

  it('passes with warnings, and gives JSON for scripts', async () => {
    const { code, out } = await run('lint', UNWISE, '--export', 'ready', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      vendor: 'unwise',
      findings: [
        { severity: 'warning', code: 'parameter.run_together', operation: 'read', field: 'target.a' },
        { code: 'size.request_slack' },
        { code: 'reading.unbounded' },
        { code: 'reading.by_index' },
        { severity: 'note' },
        { severity: 'note' },
        { code: 'hole.length_varies' },
      ],
      withoutSample: ['read'],
    });
  });
});

describe('cloudx3-adapter refuses with a code and exit 2', () => {
  it.each([
    ['no such package', ['nope'], 'tool.module_missing'],
    ['no such file', ['./nope.ts'], 'tool.module_missing'],
    ['a module that throws', ['cli/src/testdata/throws.ts'], 'tool.module_throws'],
    ['a module that imports what is absent', ['cli/src/testdata/broken-import.ts'], 'tool.module_throws'],
    ['a module without an adapter', ['cli/src/testdata/nothing.ts'], 'tool.no_adapter'],
    ['a module of which several exports could be it', ['kit'], 'tool.several_exports'],
    ['a factory that throws', [UNWISE, '--export', 'thrower'], 'tool.module_throws'],
    ['a thing that looks like an adapter', [UNWISE, '--export', 'pretender'], 'tool.no_adapter'],
    ['an export that is not there', [UNWISE, '--export', 'toString'], 'tool.no_adapter'],
    ['an adapter that contradicts itself', [UNWISE, '--export', 'contradiction'], 'adapter.definition'],
    ['a setting of another form', ['shelly', '--set', 'host'], 'tool.setting'],
    ['a setting that does not fit', ['shelly', '--set', 'host=A'], 'adapter.settings'],
  ])('%s', async (_, args, code) => {
    expect(await refusal('lint', ...args)).toBe(code);
  });

  it('a module of a package without doors, for what the module lacks', async () => {
    writeFileSync(join(scratch, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(scratch, 'nothing.ts'), 'export const nothing = 0;');
    expect(await refusal('lint', join(scratch, 'nothing.ts'))).toBe('tool.no_adapter');
  });

  it('a module that waits for ever', async () => {
    const { code, out } = await run('lint', 'cli/src/testdata/waits.ts');
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  it('a command that it lacks, and no module', async () => {
    expect(await run('paint', 'shelly')).toMatchObject({ code: 2, out: '' });
    expect(await run('lint')).toMatchObject({ code: 2, out: '' });
    expect(await run('lint', '--help')).toMatchObject({ code: 0 });
  });
});

/** The code that stands on stderr before the message, one line, and nothing on stdout. */
async function refusal(...args: string[]): Promise<string | undefined> {
  const { code, out, err } = await run(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  return /^([a-z_.]+): \S.*$/m.exec(err)?.[1];
}
