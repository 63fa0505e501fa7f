import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { NODE_FLAGS, nodeBinary } from '@cloudx3/launcher';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gapsIn, rulesOf, strangersIn, tracesOf } from './rules.ts';
import type { TracedFile } from './rules.ts';

const PAGE = '- **ENC-1** Bytes.\n- **SES-1**° Time. See ENC-1.\n';
const rules = rulesOf(PAGE);
const CODE: TracedFile = { path: 'proto/src/decode.ts', text: '// ENC-1\n// SES-1' };
const TEST: TracedFile = { path: 'notary/src/a.test.ts', text: "it('SES-1: …')" };
const VECTOR: TracedFile = { path: 'test/vectors/canonical.json', text: '[{ "rule": "ENC-1" }]' };
const gaps = (...files: TracedFile[]) => gapsIn(rules, tracesOf(rules, files));

describe('rules of PROTOCOL.md against the tree', () => {
  it('reads rules where they are made, with their mark', () => {
    expect(rules).toEqual([
      { id: 'ENC-1', ofBytes: true },
      { id: 'SES-1', ofBytes: false },
    ]);
  });

  it('finds nothing where each has what it needs', () => {
    expect(gaps(CODE, TEST, VECTOR)).toEqual([]);
  });

  it('finds a rule that no code names', () => {
    expect(gaps({ ...CODE, text: 'ENC-1' }, TEST, VECTOR)).toEqual(['SES-1 is named by no code']);
  });

  it('finds a rule that no test names', () => {
    expect(gaps(CODE, VECTOR)).toContain('SES-1 is named by no test');
  });

  it('finds a rule of bytes without a vector, and a test does not make up for it', () => {
    const test = { path: 'proto/src/decode.test.ts', text: 'ENC-1' };
    expect(gaps(CODE, TEST, test)).toEqual([
      'ENC-1 speaks of bytes and has no vector (mark it ° where it does not)',
    ]);
  });

  it('takes a mention in a generator of vectors for neither code nor vector', () => {
    const generator = { path: 'test/vectors/generate/enc-1.ts', text: 'ENC-1' };
    expect(gaps({ ...CODE, text: 'SES-1' }, TEST, generator)).toHaveLength(3);
  });

  it('finds a mark that vectors contradict, and a rule that stands twice', () => {
    const vector = { ...VECTOR, text: '[{ "rule": "ENC-1" }, { "rule": "SES-1" }]' };
    expect(gaps(CODE, TEST, vector)).toEqual(['SES-1 is marked ° and has vectors']);
    const twice = rulesOf(PAGE + PAGE);
    expect(gapsIn(twice, tracesOf(twice, [CODE, TEST, VECTOR]))).toContain(
      'ENC-1 stands twice in docs/PROTOCOL.md',
    );
  });

  it('finds an id that the page does not have, and leaves foreign ones alone', () => {
    const file = { path: 'sdk/src/a.ts', text: '// ENC-12, ENC-1, ISO-8601 and P-256' };
    expect(strangersIn(rules, [file])).toEqual([
      'sdk/src/a.ts names ENC-12, which docs/PROTOCOL.md does not have',
    ]);
  });
});

describe('the check as it is run', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cloudx3-rules-'));
    spawnSync('git', ['init', '--quiet'], { cwd: root });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** Runs it in a tree of these files and the page. */
  function check(page: string, files: readonly TracedFile[]): { status: number | null; output: string } {
    for (const { path, text } of [...files, { path: 'docs/PROTOCOL.md', text: page }]) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const main = join(import.meta.dirname, 'main.ts');
    const { status, stdout, stderr } = spawnSync(nodeBinary(), [...NODE_FLAGS, main], {
      cwd: root,
      encoding: 'utf8',
    });
    return { status, output: stdout + stderr };
  }

  it('passes where each rule has what it needs', () => {
    const { status, output } = check(PAGE, [CODE, TEST, VECTOR]);
    expect(output).toBe('2 rules, each with code and test; 1 of them with vectors\n');
    expect(status).toBe(0);
  });

  it.each<[string, readonly TracedFile[]]>([
    ['ENC-1 is named by no code', [{ ...CODE, text: '// SES-1' }, TEST, VECTOR]],
    ['SES-1 is named by no test', [CODE, VECTOR]],
    ['ENC-1 speaks of bytes and has no vector (mark it ° where it does not)', [CODE, TEST]],
    [
      'sdk/src/a.ts names SES-9, which docs/PROTOCOL.md does not have',
      [CODE, TEST, VECTOR, { path: 'sdk/src/a.ts', text: '// SES-9' }],
    ],
  ])('fails and says: %s', (problem, files) => {
    const { status, output } = check(PAGE, files);
    expect(output.split('\n')).toContain(problem);
    expect(status).toBe(1);
  });

  it('fails on a page without rules', () => {
    expect(check('# Nothing', [CODE, TEST, VECTOR]).status).toBe(1);
  });
});
