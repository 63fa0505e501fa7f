import { parse } from 'smol-toml';
import { EmulatorError } from '../error.ts';
import { configSchema } from './schema.ts';
import type { EmulatorConfig } from './schema.ts';

/** Checks a configuration; all problems at once, and no values, since keys are among them. */
export function readConfig(input: unknown): EmulatorConfig {
  const parsed = configSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'configuration'}: ${issue.message}`,
  );
  throw new EmulatorError('emulator.config', problems.join('; '));
}

/** Reads the text of `emulator.toml`. */
export function readConfigText(text: string): EmulatorConfig {
  let table: unknown;
  try {
    table = parse(text);
  } catch {
    // The library's message quotes the line, which may hold a key.
    throw new EmulatorError('emulator.config', 'the file is not valid TOML; check quotes and brackets');
  }
  return readConfig(table);
}
