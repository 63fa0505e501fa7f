/** One command of a shell block, with its words. */
export interface ShellCommand {
  /** Lines after the first of the block, from 0. */
  readonly offset: number;
  readonly words: readonly string[];
}

/** The commands of a block: comments dropped, continued lines joined, prompts and quotes taken off; `a && b` and `a | b` are two. */
export function commandsOf(text: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const offset = at;
    let line = lines[at] ?? '';
    while (line.endsWith('\\')) {
      at += 1;
      line = `${line.slice(0, -1)} ${lines[at] ?? ''}`;
    }
    for (const part of line.replace(/(^|\s)#.*$/, '').split(/&&|\|\|?|;/)) {
      const words = [...part.matchAll(/"[^"]*"|'[^']*'|[^\s"']+/g)].map(([word]) =>
        word.replace(/^["']|["']$/g, ''),
      );
      const named = words.slice(words.findIndex((word) => !/^[A-Z_]+=/.test(word) && word !== '$'));
      if (words.length > 0 && named.length > 0) commands.push({ offset, words: named });
    }
  }
  return commands;
}

/** What a command needs to be true of this repository. */
export type Demand =
  | { readonly kind: 'npm-script'; readonly name: string }
  | { readonly kind: 'program'; readonly name: string; readonly words: readonly string[] }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly command: string };

/** Commands of a reader's machine, of which this repository can say nothing. */
const FOREIGN = new Set([
  'age',
  'apt-get',
  'cd',
  'cargo',
  'code',
  'cp',
  'curl',
  'docker',
  'export',
  'git',
  'jq',
  'kill',
  'mkdir',
  'openssl',
  'sha256sum',
  'tail',
  'tar',
]);
const NPM_OWN = new Set(['start', 'test']);
const NPM_FOREIGN = new Set(['ci', 'create', 'init', 'install', 'pack', 'publish', 'query', 'view']);

/** Reads what a documented command takes for granted. */
export function demandOf([head = '', ...rest]: readonly string[]): Demand {
  if (head === 'npm') return npmDemand(rest);
  if (head === 'npx') {
    const [name = '', ...words] = rest.filter((word) => word !== '--yes' && word !== '-y');
    return { kind: 'program', name, words };
  }
  if (head === 'node') {
    const path = rest.find((word) => !word.startsWith('-')) ?? '';
    return { kind: 'file', path };
  }
  return FOREIGN.has(head) ? { kind: 'none' } : { kind: 'unknown', command: head };
}

function npmDemand(words: readonly string[]): Demand {
  const [verb = '', name = ''] = words.filter((word) => !word.startsWith('-'));
  if (verb === 'run') return { kind: 'npm-script', name };
  if (NPM_OWN.has(verb)) return { kind: 'npm-script', name: verb };
  return NPM_FOREIGN.has(verb) ? { kind: 'none' } : { kind: 'unknown', command: `npm ${verb}` };
}
