import { TEST_FILES } from '../test-files.ts';

/** A numbered rule of docs/PROTOCOL.md. */
export interface Rule {
  readonly id: string;
  /** It speaks of bytes, so that two programs can be held against one vector; otherwise of time, state or behaviour. */
  readonly ofBytes: boolean;
}

/** Where a rule is held, tested and shown. */
export interface Traces {
  readonly code: readonly string[];
  readonly tests: readonly string[];
  readonly vectors: readonly string[];
}

/** A file of the repository, by its path from the root. */
export interface TracedFile {
  readonly path: string;
  readonly text: string;
}

const RULE = /^- \*\*([A-Z]+-\d+)\*\*(°?)/gm;
const MENTION = /(?<![A-Z\d])[A-Z]{2,4}-\d+(?!\d)/g;
const TEST = new RegExp(`${TEST_FILES}|^test/`);

/** The rules of the page, in their order. A rule marked ° has no vectors. */
export function rulesOf(page: string): Rule[] {
  return [...page.matchAll(RULE)].map(([, id = '', mark]) => ({ id, ofBytes: mark !== '°' }));
}

/** Where each rule is named. A vector names its rule in its member `rule`; it is run as a test wherever vectors are. */
export function tracesOf(rules: readonly Rule[], files: readonly TracedFile[]): Map<string, Traces> {
  const traces = new Map(
    rules.map(({ id }) => [id, { code: [] as string[], tests: [] as string[], vectors: [] as string[] }]),
  );
  for (const { path, text } of files) {
    const kind = kindOf(path);
    for (const id of idsIn(path, text)) if (kind !== undefined) traces.get(id)?.[kind].push(path);
  }
  return traces;
}

/** What is missing, a line each. */
export function gapsIn(rules: readonly Rule[], traces: ReadonlyMap<string, Traces>): string[] {
  const twice = rules.filter(({ id }, at) => rules.findIndex((other) => other.id === id) !== at);
  return [
    ...twice.map(({ id }) => `${id} stands twice in docs/PROTOCOL.md`),
    ...rules.flatMap(({ id, ofBytes }) => {
      const { code = [], tests = [], vectors = [] } = traces.get(id) ?? {};
      const gaps: string[] = [];
      if (code.length === 0) gaps.push(`${id} is named by no code`);
      if (tests.length === 0 && vectors.length === 0) gaps.push(`${id} is named by no test and no vector`);
      if (ofBytes && vectors.length === 0)
        gaps.push(`${id} speaks of bytes and has no vector (mark it ° where it does not)`);
      if (!ofBytes && vectors.length > 0) gaps.push(`${id} is marked ° and has vectors`);
      if (!ofBytes && tests.length === 0) gaps.push(`${id} is named by no test`);
      return gaps;
    }),
  ];
}

/** Ids that the code names and the page does not have. */
export function strangersIn(rules: readonly Rule[], files: readonly TracedFile[]): string[] {
  const known = new Set(rules.map(({ id }) => id));
  const families = new Set(rules.map(({ id }) => id.split('-')[0] ?? ''));
  return files.flatMap(({ path, text }) =>
    [...new Set(text.match(MENTION) ?? [])]
      .filter((id) => families.has(id.split('-')[0] ?? '') && !known.has(id))
      .map((id) => `${path} names ${id}, which docs/PROTOCOL.md does not have`),
  );
}

function kindOf(path: string): keyof Traces | undefined {
  if (/^test\/vectors\/(.+\/)?[^/]+\.json$/.test(path)) return 'vectors';
  if (path.startsWith('test/vectors/generate/')) return undefined;
  return TEST.test(path) ? 'tests' : 'code';
}

function idsIn(path: string, text: string): Set<string> {
  if (kindOf(path) === 'vectors')
    return new Set([...text.matchAll(/"rule": "([A-Z]+-\d+)"/g)].map(([, id]) => id ?? ''));
  return new Set(text.match(MENTION) ?? []);
}
