import { readFile } from 'node:fs/promises';
import { TomlError, parse } from 'smol-toml';
import type { z } from 'zod';
import { ConfigError } from './error.ts';
import { lineFinder } from './lines.ts';
import { formatProblems } from './problem.ts';
import type { Problem } from './problem.ts';
import { problemsOf } from './remedy.ts';

/** What a schema makes of a TOML file, or every problem in the order of lines. */
export type ConfigResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** No program of ours has a configuration near this size; more is a wrong file. */
const MAX_CONFIG_BYTES = 262_144;

/** Reads a TOML text by a schema. Reports every problem at once, in the order of their lines; pure. */
export function parseConfig<S extends z.ZodType>(text: string, schema: S): ConfigResult<z.output<S>> {
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (error) {
    return { ok: false, problems: [syntaxProblem(error)] };
  }
  const result = schema.safeParse(raw);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, problems: problemsOf(schema, result.error.issues, lineFinder(text)) };
}

/** Reads a TOML file by a schema. A file that cannot be read is a problem like any other. */
export async function readConfig<S extends z.ZodType>(
  file: string,
  schema: S,
): Promise<ConfigResult<z.output<S>>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const message = missing ? 'the file does not exist' : 'the file cannot be read';
    const remedy = missing
      ? 'Run "init" to write one, or name another with --config.'
      : 'Check its permissions.';
    return { ok: false, problems: [{ line: 0, path: '', message, remedy }] };
  }
  if (bytes.length > MAX_CONFIG_BYTES) {
    const message = `the file has ${bytes.length} bytes`;
    return {
      ok: false,
      problems: [{ line: 0, path: '', message, remedy: `At most ${MAX_CONFIG_BYTES} are read.` }],
    };
  }
  return parseConfig(new TextDecoder().decode(bytes), schema);
}

/** As {@link readConfig}, for a composition root: throws {@link ConfigError} whose message holds every problem, one a line. */
export async function loadConfig<S extends z.ZodType>(file: string, schema: S): Promise<z.output<S>> {
  const result = await readConfig(file, schema);
  if (result.ok) return result.value;
  throw new ConfigError('config.invalid', formatProblems(file, result.problems), {
    problems: result.problems,
  });
}

function syntaxProblem(error: unknown): Problem {
  const remedy = 'Mend the TOML at this place; what follows is read once it parses.';
  if (!(error instanceof TomlError)) return { line: 1, path: '', message: 'is not TOML', remedy };
  // The parser's message goes on with a picture of the line, which may hold a secret: only the first line is kept.
  const [first = ''] = error.message.split('\n');
  const message = first.replace(/^Invalid TOML document: /, '').replace(/\.$/, '');
  return { line: error.line, path: '', message: `this is not TOML (${message})`, remedy };
}
