import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPassphrase } from './passphrase.ts';
import type { PassphraseSource } from './passphrase.ts';

const SECRET = 'correct horse battery staple';
const variable = 'TEST_PASSPHRASE';
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cloudx3-passphrase-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(text: string): Promise<string> {
  const file = join(folder, 'passphrase');
  await writeFile(file, text);
  return file;
}

/** Somebody at a terminal who types this. */
function typing(text: string) {
  const input = new PassThrough();
  // A terminal shows what is typed, unless it is told not to.
  const output = Object.assign(new PassThrough(), { isTTY: true });
  const shown: string[] = [];
  output.on('data', (chunk: Buffer) => shown.push(chunk.toString()));
  input.write(text);
  return { terminal: { input, output, prompt: 'Passphrase: ' }, shown: () => shown.join('') };
}

const codeOf = async (source: Partial<PassphraseSource>): Promise<unknown> =>
  readPassphrase({ variable, environment: {}, ...source }).then(
    (passphrase) => passphrase,
    (error: unknown) => {
      expect(String(error)).not.toContain(SECRET);
      return (error as { code?: string }).code;
    },
  );

describe('readPassphrase', () => {
  it('takes the environment, else the file, else the terminal', async () => {
    const file = await fileOf('from file');
    const { terminal } = typing('from terminal\n');
    expect(await codeOf({ environment: { [variable]: SECRET }, file, terminal })).toBe(SECRET);
    expect(await codeOf({ environment: { [variable]: '' }, file, terminal })).toBe('from file');
    expect(await codeOf({ terminal })).toBe('from terminal');
  });

  it.each([
    [SECRET, SECRET],
    [`${SECRET}\n`, SECRET],
    [`${SECRET}\r\nsecond line`, SECRET],
    // A space may be part of it.
    [' a \n', ' a '],
    ['Zürich\n', 'Zürich'],
  ])('takes the first line of a file: %j', async (text, passphrase) => {
    expect(await codeOf({ file: await fileOf(text) })).toBe(passphrase);
  });

  it.each(['', '\n', `\n${SECRET}\n`])('takes no file whose first line is empty: %j', async (text) => {
    expect(await codeOf({ file: await fileOf(text) })).toBe('passphrase.missing');
  });

  it('does not go on to the terminal where the file that was named is not there', async () => {
    const { terminal } = typing('x\n');
    expect(await codeOf({ file: join(folder, 'none'), terminal })).toBe('passphrase.unreadable');
    expect(await codeOf({ file: folder, terminal })).toBe('passphrase.unreadable');
  });

  it('asks on the terminal, and shows nothing of what is typed', async () => {
    const { terminal, shown } = typing(`${SECRET}\n`);
    expect(await codeOf({ terminal })).toBe(SECRET);
    expect(shown()).toContain('Passphrase: ');
    expect(shown()).not.toContain('horse');
  });

  it('takes no empty answer, and none where nobody can be asked', async () => {
    expect(await codeOf({ terminal: typing('\n').terminal })).toBe('passphrase.missing');
    expect(await codeOf({})).toBe('passphrase.missing');
  });
});
