import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { parse as parseToml } from 'smol-toml';
import ts from 'typescript';
import { workspacePrograms } from '../workspace.ts';
import { blocksOf } from './blocks.ts';
import type { CodeBlock } from './blocks.ts';
import { askProgram, problemsOf } from './programs.ts';
import { commandsOf, demandOf } from './shell.ts';
import { typeProblems } from './typescript.ts';

// `npm run check`: what stands in a code block of a page is true. TypeScript compiles, JSON and TOML are read, commands exist with the
// options that they are given.
const pages = execFileSync('git', ['ls-files', '*.md'], { cwd: repositoryRoot, encoding: 'utf8' })
  .split('\n')
  .filter(existsHere);
const blocks = pages.flatMap((page) => blocksOf(page, readFileSync(join(repositoryRoot, page), 'utf8')));
const scripts = Object.keys(
  (JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as { scripts: object }).scripts,
);
const programs = workspacePrograms();

function existsHere(page: string): boolean {
  return page !== '' && existsSync(join(repositoryRoot, page));
}

function shellProblems(block: CodeBlock): string[] {
  return commandsOf(block.text).flatMap(({ offset, words }) => {
    const at = `${block.page}:${block.line + offset}: `;
    const demand = demandOf(words);
    switch (demand.kind) {
      case 'npm-script':
        return scripts.includes(demand.name) ? [] : [`${at}there is no npm script "${demand.name}"`];
      case 'program': {
        const bin = programs.get(demand.name);
        if (bin === undefined) return [`${at}no package has a program "${demand.name}"`];
        return problemsOf(bin, demand.words, askProgram).map((problem) => `${at}${demand.name} ${problem}`);
      }
      case 'file':
        return [dirname(block.page), ''].some((folder) =>
          existsSync(join(repositoryRoot, folder, demand.path)),
        )
          ? []
          : [`${at}there is no file ${demand.path}`];
      case 'none':
        return [];
      case 'unknown':
        return [`${at}"${demand.command}" is no command that a page may take for granted`];
    }
  });
}

function dataProblems({ page, line, text }: CodeBlock, read: (text: string) => unknown): string[] {
  try {
    read(text);
    return [];
  } catch (error) {
    return [`${page}:${line}: ${String(error)}`];
  }
}

function problemsOfBlock(block: CodeBlock): string[] {
  switch (block.language) {
    case 'sh':
      return shellProblems(block);
    case 'json':
      return dataProblems(block, JSON.parse);
    case 'toml':
      return dataProblems(block, parseToml);
    case 'ts':
    case '':
      return [];
    default:
      return [`${block.page}:${block.line}: blocks in "${block.language}" are checked by nothing`];
  }
}

const { config } = ts.readConfigFile(join(repositoryRoot, 'tsconfig.base.json'), (file) =>
  ts.sys.readFile(file),
) as { config: unknown };
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, repositoryRoot);
const compiled = blocks.filter(({ language }) => language === 'ts');
const problems = [
  ...blocks.flatMap(problemsOfBlock),
  ...typeProblems(repositoryRoot, compiled, { ...options, composite: false, noUnusedLocals: false }),
];
for (const problem of problems) console.error(problem);
if (blocks.length === 0 || problems.length > 0) process.exit(1);
console.log(`${blocks.length} code blocks in ${pages.length} pages, ${compiled.length} of them compiled`);
