import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';
import { toHex } from '@cosmjs/encoding';
import { AttestationFileSchema, Mode, encode } from '@cloudx3/proto';
import { ChainReader, SdkError } from '@cloudx3/sdk';
import { afterAll, describe, expect, it } from 'vitest';
import { chainWith, unknown, valueOf } from '../testing/chain.ts';
import type { ScriptedChain } from '../testing/chain.ts';
import { NOTARY, attestationFile, reportFileBytes } from '../testing/evidence.ts';
import type { Verdict } from '../verdict.ts';
import { runVerifier } from './program.ts';
import type { Surroundings } from './program.ts';
import { VERSION } from './version.ts';

const folder = mkdtempSync(join(tmpdir(), 'cloudx3-verifier-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);
const attestation = encode(AttestationFileSchema, attestationFile());
writeFileSync(path('good.attestation'), attestation);
writeFileSync(path('bad.attestation'), attestation.with(attestation.length - 3, 0x7a));
writeFileSync(path('good.report'), reportFileBytes());

const NOTARY_HEX = toHex(NOTARY.pubkey);
const ON_CHAIN = ['check', '--feed', '7', '--oracle', 'wasm1oracle', '--rpc', 'http://chain.test'];

/** Runs the program against a chain; gives what a script that calls it sees. */
async function run(
  args: readonly string[],
  chain: ScriptedChain = chainWith(),
  around: Partial<Surroundings> = {},
) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runVerifier(args, {
    out: (text) => out.push(stripVTControlCharacters(text)),
    err: (text) => err.push(text),
    connect: () => Promise.resolve(chain),
    ...around,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('cloudx3-verifier check FILE', () => {
  it('ends with 0 for evidence that holds, and says what it says', async () => {
    const { code, out, err } = await run(['check', path('good.attestation'), '--notary', NOTARY_HEX]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('power = 231.5 W');
    expect(out).toContain('Holds: 9 checks passed, 0 failed, 0 not checked');
  });

  it('ends with 1 for evidence that does not, and names the code', async () => {
    const { code, out } = await run(['check', path('bad.attestation')]);
    expect(code).toBe(1);
    expect(out).toContain('[attestation.opening]');
    expect(out).toMatch(/Does not hold: \d+ checks passed, 1 failed/);
  });

  it('says what it did not check, and what is needed for it', async () => {
    const { out } = await run(['check', path('good.attestation')]);
    expect(out).toContain('– ATT-1  each notary is one that you trust  name those you trust with --notary');
    expect(out).toContain(NOTARY_HEX);
    const report = await run(['check', path('good.report')]);
    expect(report.code).toBe(0);
    expect(report.out).toContain('2 not checked');
    expect(report.out).toContain('it is the file’s own word');
  });

  it('holds reports to the notaries that are trusted, too', async () => {
    const other = `03${'11'.repeat(32)}`;
    expect((await run(['check', path('good.report'), '--notary', other, '--notary', NOTARY_HEX])).code).toBe(
      0,
    );
    const { code, out } = await run(['check', path('good.report'), '--notary', other]);
    expect(code).toBe(1);
    expect(out).toContain(`[attestation.notary]  not among them: ${NOTARY_HEX}`);
  });

  it('prints the verdict for programs', async () => {
    const { out } = await run(['check', path('good.report'), '--json']);
    const verdict = JSON.parse(out) as Verdict;
    expect(verdict).toMatchObject({ kind: 'report', ok: true });
    expect(verdict.lines.map(({ outcome }) => outcome)).toContain('not checked');
    const bad = JSON.parse((await run(['check', path('bad.attestation'), '--json'])).out) as Verdict;
    expect(bad.lines.find(({ outcome }) => outcome === 'failed')).toMatchObject({
      code: 'attestation.opening',
    });
  });

  it('ends with 2 where there is nothing to check', async () => {
    writeFileSync(path('empty'), '');
    expect(await run(['check', path('none')])).toMatchObject({ code: 2, out: '' });
    const { code, err } = await run(['check', path('empty')]);
    expect(code).toBe(2);
    expect(err).toMatch(/^verifier\.file_malformed: .*empty is neither/);
  });
});

describe('cloudx3-verifier check --feed', () => {
  it('checks a value on chain back to its report, and keeps that for later', async () => {
    const chain = chainWith();
    const { code, out } = await run([...ON_CHAIN, '--round', '3', '--save', path('kept.report')], chain);
    expect(code).toBe(0);
    expect(out).toContain('the value on chain is what the report comes to  231.50 W, spread 0.00, tx 0');
    expect(out).toContain('– REP-2  the chain holds what the RPC says');
    expect(readFileSync(path('kept.report'))).toEqual(Buffer.from(reportFileBytes()));
    expect(chain.isClosed).toBe(true);
  });

  it('ends with 1 where the chain shows another value than its report', async () => {
    const chain = chainWith({ answers: { latest: () => valueOf(3, { mantissa: '23151', scale: 2 }) } });
    const { code, out } = await run(ON_CHAIN, chain);
    expect(code).toBe(1);
    expect(out).toContain('[report.value]  the chain says 231.51 W');
  });

  it('says what a feed in PROXY mode rests on', async () => {
    const evidence = reportFileBytes(Mode.PROXY, { mpcNotaries: 0, proxyNotaries: 1 });
    expect((await run(ON_CHAIN, chainWith({ evidence }))).out).toContain('modes   0 MPC, 3 PROXY');
  });

  it.each<[string, ScriptedChain]>([
    ['verifier.feed_unknown', chainWith({ answers: { feed: unknown('feed.unknown') } })],
    ['verifier.operation_unknown', chainWith({ answers: { operation: unknown('operation.unknown') } })],
    ['verifier.transaction', chainWith({ transactions: [] })],
    ['sdk.contract', chainWith({ answers: { latest: unknown('feed.no_value') } })],
    ['sdk.malformed', chainWith({ answers: { latest: () => ({ round: 'three' }) } })],
    [
      'sdk.query_failed',
      chainWith({
        answers: {
          feed: () => {
            throw new SdkError('sdk.query_failed', 'the chain refused');
          },
        },
      }),
    ],
  ])('ends with 2 and %s, and hangs up', async (code, chain) => {
    const ended = await run(ON_CHAIN, chain);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err.split(':')[0]).toBe(code);
    expect(chain.isClosed).toBe(true);
  });

  it('ends with 2 for a round that the contract does not have', async () => {
    const chain = chainWith({ answers: { value_at: unknown('feed.no_value') } });
    const { code, err } = await run([...ON_CHAIN, '--round', '9'], chain);
    expect([code, err]).toEqual([
      2,
      'verifier.round_unknown: feed 7 has no value for round 9 (the contract keeps the last 128)',
    ]);
  });

  it('ends with 2 where no chain answers', async () => {
    const connect = (rpcUrl: string) => ChainReader.connect({ rpcUrl });
    const { code, err } = await run([...ON_CHAIN, '--rpc', 'http://127.0.0.1:1'], undefined, { connect });
    expect(code).toBe(2);
    expect(err).toMatch(/^sdk\.unreachable: /);
  });

  it('ends with 2 where the report cannot be kept', async () => {
    const { code, err } = await run([...ON_CHAIN, '--save', path('no/such/folder')]);
    expect(code).toBe(2);
    expect(err).toMatch(/^verifier\.file_unwritable: .*cannot be written: ENOENT/);
  });
});

describe('cloudx3-verifier, what is asked of it', () => {
  it.each<[string, readonly string[]]>([
    ['verifier.usage: give a FILE', ['check']],
    ['verifier.usage: give a FILE', ['check', '--feed', '7']],
    ['verifier.usage: a FILE is checked offline', ['check', path('good.report'), '--feed', '7']],
    ['verifier.usage: a FILE is checked offline', ['check', path('good.report'), '--save', path('x')]],
    ['unknown option', ['check', '--bogus']],
    ['a key is 66 hexadecimal digits', ['check', path('good.report'), '--notary', 'ab']],
    ['give a whole number', [...ON_CHAIN, '--round', '-1']],
    ['give a whole number', [...ON_CHAIN, '--round', '1e3']],
    ['give a whole number', ['check', '--feed', '']],
    ['unknown command', ['chekc', path('good.report')]],
    ['too many arguments', ['check', 'a', 'b']],
  ])('is refused with 2, never with 1: %s', async (message, args) => {
    const { code, out, err } = await run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('is told with 0 where it is help or the version', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, out: VERSION, err: '' });
    const { code, out } = await run(['check', '--help']);
    expect(code).toBe(0);
    for (const option of ['--notary', '--feed', '--round', '--rpc', '--oracle', '--save', '--json']) {
      expect(out).toContain(option);
    }
  });

  it('ends with 2 and a stack for a mistake of the program’s own', async () => {
    const connect = () => Promise.reject(new TypeError('not a function'));
    const { code, err } = await run(ON_CHAIN, undefined, { connect });
    expect(code).toBe(2);
    expect(err).toMatch(/^TypeError: not a function\n +at /);
  });

  it('is a process with that exit code', async () => {
    const main = fileURLToPath(new URL('main.ts', import.meta.url));
    const started = promisify(execFile)(process.execPath, [
      ...process.execArgv,
      main,
      'check',
      path('bad.attestation'),
    ]);
    const ended: unknown = await started.catch((error: unknown) => error);
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    expect((ended as { stdout: string }).stdout).toContain('attestation.opening');
  });
});
