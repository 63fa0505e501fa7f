/** A fenced code block of a Markdown page. */
export interface CodeBlock {
  /** From the repository's root. */
  readonly page: string;
  /** 1-based line of its first line of code. */
  readonly line: number;
  /** First word behind the fence; empty for a block of plain text. */
  readonly language: string;
  /** The other words behind the fence. `continues`: it goes on where the block before it on the page ended. */
  readonly words: readonly string[];
  readonly text: string;
}

/** The blocks of a page in their order, as CommonMark (section 4.5) reads fences of backticks or tildes. */
export function blocksOf(page: string, markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const open = /^( {0,3})(`{3,}|~{3,})\s*([^`]*)$/.exec(lines[at] ?? '');
    if (open === null) continue;
    const [, indent = '', fence = '', info = ''] = open;
    const [language = '', ...words] = info.trim().split(/\s+/);
    const close = new RegExp(`^ {0,3}${fence.slice(0, 1)}{${fence.length},}\\s*$`);
    const body: string[] = [];
    const line = at + 2;
    for (at += 1; at < lines.length && !close.test(lines[at] ?? ''); at += 1)
      body.push((lines[at] ?? '').replace(new RegExp(`^ {0,${indent.length}}`), ''));
    blocks.push({ page, line, language, words, text: `${body.join('\n')}\n` });
  }
  return blocks;
}
