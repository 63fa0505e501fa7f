import { readFileSync } from 'node:fs';
import { messageOf } from '@cloudx3/errors';
import { EnglishMnemonic } from '@cosmjs/crypto';
import { StartError } from '../error.ts';

/** The words of the account that pays. Throws a StartError that says nothing of what the file holds. */
export function readMnemonic(file: string): string {
  const words = readText(file).trim().split(/\s+/).join(' ');
  try {
    return new EnglishMnemonic(words).toString();
  } catch {
    throw new StartError(
      'start.mnemonic.words',
      `${file} holds no mnemonic: 12, 15, 18, 21 or 24 English words, of which the last one fits the others`,
      'Put the words of one account into it, with spaces or line ends between them, and nothing else.',
    );
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartError(
      'start.mnemonic.unreadable',
      `the file with the mnemonic cannot be read: ${messageOf(error)}`,
      'Name a file that this user can read with --mnemonic-file.',
      { cause: error },
    );
  }
}
