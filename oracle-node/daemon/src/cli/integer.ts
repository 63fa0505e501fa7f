import { InvalidArgumentError } from 'commander';

/** A whole number on the command line; what it may be is checked where it goes. */
export function integer(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Not a whole number.');
  return Number(text);
}
