import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { CodeBlock } from './blocks.ts';

/** What the compiler says of the TypeScript blocks of some pages, as `page:line: message`. Each is a module in its page's folder. */
export function typeProblems(
  root: string,
  blocks: readonly CodeBlock[],
  options: ts.CompilerOptions,
): string[] {
  const modules = new Map<string, CodeBlock & { readonly skipped: number }>();
  for (const [at, block] of blocks.entries()) {
    const file = join(root, dirname(block.page), `code-block-${at}.ts`);
    modules.set(file, withWhatItContinues(blocks, at));
  }
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.fileExists = (file) => modules.has(file) || ts.sys.fileExists(file);
  host.readFile = (file) => modules.get(file)?.text ?? ts.sys.readFile(file);
  host.getSourceFile = (file, target, ...rest) => {
    const block = modules.get(file);
    return block === undefined ? read(file, target, ...rest) : ts.createSourceFile(file, block.text, target);
  };
  const program = ts.createProgram([...modules.keys()], { ...options, noEmit: true }, host);
  return [...modules].flatMap(([file, block]) => {
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map((problem) => {
      const line = source?.getLineAndCharacterOfPosition(problem.start ?? 0).line ?? 0;
      const message = ts.flattenDiagnosticMessageText(problem.messageText, ' ');
      return `${block.page}:${block.line + line - block.skipped}: ${message}`;
    });
  });
}

/** A block that continues begins with all that came before it, so that it can be read alone. */
function withWhatItContinues(
  blocks: readonly CodeBlock[],
  at: number,
): CodeBlock & { readonly skipped: number } {
  const block = blocks[at];
  if (block === undefined) throw new Error('there is no such block');
  const before =
    block.words.includes('continues') && at > 0 ? withWhatItContinues(blocks, at - 1) : undefined;
  if (before === undefined) return { ...block, text: `${block.text}export {};\n`, skipped: 0 };
  return { ...block, text: `${before.text}${block.text}`, skipped: before.text.split('\n').length - 1 };
}
