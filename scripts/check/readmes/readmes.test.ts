import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { blocksOf } from './blocks.ts';
import { problemsOf } from './programs.ts';
import { commandsOf, demandOf } from './shell.ts';
import { typeProblems } from './typescript.ts';

const FENCE = '```';

describe('code blocks of a page', () => {
  it('are found with their language, words, first line and text', () => {
    const page = `a\n${FENCE}ts continues\nconst a = 1;\n${FENCE}\n~~~~\n${FENCE}\n~~~~\n  ${FENCE}sh\n  npm test\n  ${FENCE}\n`;
    expect(blocksOf('p.md', page)).toEqual([
      { page: 'p.md', line: 3, language: 'ts', words: ['continues'], text: 'const a = 1;\n' },
      { page: 'p.md', line: 6, language: '', words: [], text: `${FENCE}\n` },
      { page: 'p.md', line: 9, language: 'sh', words: [], text: 'npm test\n' },
    ]);
  });

  it('do not begin in the middle of a line, and end with the page at the latest', () => {
    expect(blocksOf('p.md', `see ${FENCE}sh\n`)).toEqual([]);
    expect(blocksOf('p.md', `${FENCE}sh\nnpm test`)).toMatchObject([{ text: 'npm test\n' }]);
  });
});

describe('commands of a shell block', () => {
  it('are read without comments, prompts and variables, joined where a line goes on, split where one follows another', () => {
    const text =
      'npm start     # all\nnpx x --a "b c" \\\n  --d\n$ CI=1 npm test && cd a | npx y\n\n# nothing\n';
    expect(commandsOf(text)).toEqual([
      { offset: 0, words: ['npm', 'start'] },
      { offset: 1, words: ['npx', 'x', '--a', 'b c', '--d'] },
      { offset: 3, words: ['npm', 'test'] },
      { offset: 3, words: ['cd', 'a'] },
      { offset: 3, words: ['npx', 'y'] },
    ]);
  });

  it.each([
    ['npm run check', { kind: 'npm-script', name: 'check' }],
    ['npm start -- --once', { kind: 'npm-script', name: 'start' }],
    ['npm install x', { kind: 'none' }],
    ['npm frobnicate', { kind: 'unknown', command: 'npm frobnicate' }],
    ['npx --yes oracle-node init', { kind: 'program', name: 'oracle-node', words: ['init'] }],
    ['node --flag a.mjs', { kind: 'file', path: 'a.mjs' }],
    ['git clone x', { kind: 'none' }],
    ['make', { kind: 'unknown', command: 'make' }],
  ])('%s', (command, demand) => {
    expect(demandOf(command.split(' '))).toEqual(demand);
  });
});

describe('a documented call of a program', () => {
  const HELP: Readonly<Record<string, string>> = {
    '': 'Usage: x\n\nOptions:\n  -V, --version\n\nCommands:\n  init [options]  makes\n  help [command]\n',
    init: 'Usage: x init\n\nOptions:\n  --home <dir>  where\n  -h, --help\n',
  };
  const ask = (_: string, subcommands: readonly string[]) => HELP[subcommands.join(' ')];
  const problems = (words: string) => problemsOf('x', words.split(' '), ask);

  it('is good where its help has the subcommand and the options', () => {
    expect(problems('init --home=a b')).toEqual([]);
    expect(problems('--version')).toEqual([]);
  });

  it('is not where it has no such subcommand or option', () => {
    expect(problems('start --home a')).toEqual(['has no command "start"; it has init']);
    expect(problems('init --hom a -x')).toEqual(['has no option --hom', 'has no option -x']);
  });

  it('is not where the program does not answer', () => {
    expect(problemsOf('gone', [], () => undefined)).toEqual(['does not answer --help']);
  });
});

describe('TypeScript blocks', () => {
  it('are compiled, each alone or after what it continues, and problems name the line of the page', () => {
    const root = mkdtempSync(join(tmpdir(), 'cloudx3-readmes-'));
    try {
      mkdirSync(join(root, 'docs'));
      writeFileSync(join(root, 'docs', 'there.ts'), 'export const there = 1;\n');
      const page = [
        `${FENCE}ts`,
        "import { there } from './there.ts';",
        'const twice = there * 2;',
        FENCE,
        `${FENCE}ts continues`,
        'const text: string = twice;',
        FENCE,
        `${FENCE}ts`,
        'twice;',
        FENCE,
      ].join('\n');
      const options = {
        strict: true,
        module: ts.ModuleKind.NodeNext,
        allowImportingTsExtensions: true,
        types: [],
      };
      expect(typeProblems(root, blocksOf('docs/p.md', page), options)).toEqual([
        "docs/p.md:6: Type 'number' is not assignable to type 'string'.",
        "docs/p.md:9: Cannot find name 'twice'.",
      ]);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
