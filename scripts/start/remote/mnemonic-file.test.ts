import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMnemonic } from './mnemonic-file.ts';

const WORDS = 'test test test test test test test test test test test junk';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudx3-words-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileWith(text: string): string {
  const file = join(folder, 'words');
  writeFileSync(file, text);
  return file;
}

function failureOf(file: string): unknown {
  try {
    return readMnemonic(file);
  } catch (error) {
    return error;
  }
}

describe('the file with the words of who pays', () => {
  it.each([WORDS, `${WORDS}\n`, `  ${WORDS.replaceAll(' ', '\r\n')}\n\n`])('is read: %j', (text) => {
    expect(readMnemonic(fileWith(text))).toBe(WORDS);
  });

  it.each([
    ['nothing', ''],
    ['a word too few', WORDS.slice(5)],
    ['a last word that does not fit', WORDS.replace('junk', 'test')],
    ['a word that is none', WORDS.replace('junk', 'junkk')],
    ['a private key', 'ab'.repeat(32)],
  ])('with %s is refused, and none of it is repeated', (_, text) => {
    const failure = failureOf(fileWith(text));
    expect(failure).toMatchObject({ code: 'start.mnemonic.words' });
    if (text !== '') expect(JSON.stringify([failure, String(failure)])).not.toContain(text.slice(-8));
  });

  it.each([
    ['is not there', () => join(folder, 'nowhere'), /ENOENT/],
    ['is a folder', () => folder, /EISDIR/],
  ])('that %s is told by its name', (_, file, said) => {
    expect(failureOf(file())).toMatchObject({
      code: 'start.mnemonic.unreadable',
      message: expect.stringMatching(said) as string,
    });
  });
});
