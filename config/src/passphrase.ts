import { readFile } from 'node:fs/promises';
import { read } from 'read';
import { ConfigError } from './error.ts';

/** Where a passphrase may come from; the first that has one is taken. */
export interface PassphraseSource {
  /** Name of the environment variable that may hold the passphrase. */
  readonly variable: string;
  /** The environment; `process.env` in a program. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** File whose first line is the passphrase. */
  readonly file?: string | undefined;
  /** Asked for on the terminal where neither is given; left out where nobody can answer. */
  readonly terminal?: {
    readonly input: NodeJS.ReadableStream;
    readonly output: NodeJS.WritableStream;
    prompt: string;
  };
}

/** The passphrase from the environment, else the file, else the terminal. Throws {@link ConfigError} and never quotes it. */
export async function readPassphrase(source: PassphraseSource): Promise<string> {
  const fromEnvironment = source.environment[source.variable];
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  if (source.file !== undefined) return fromFile(source.file);
  if (source.terminal !== undefined) {
    const { input, output, prompt } = source.terminal;
    const answer = await read({ prompt, silent: true, input, output });
    if (answer !== '') return answer;
  }
  throw new ConfigError(
    'passphrase.missing',
    `no passphrase: set ${source.variable}, name a file that holds it, or start on a terminal`,
  );
}

async function fromFile(file: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new ConfigError(
      'passphrase.unreadable',
      `${file} cannot be read; correct the path of the passphrase file`,
      {
        cause,
      },
    );
  }
  const [first = ''] = text.split(/\r?\n/, 1);
  if (first === '') {
    throw new ConfigError('passphrase.missing', `${file} is empty; its first line is the passphrase`);
  }
  return first;
}
