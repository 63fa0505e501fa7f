import { SdkError } from '../error.ts';

/** Asked for at a time; a contract may give fewer, so that only an empty page is the last. */
export const PAGE_SIZE = 30;
/** A list that goes on beyond this many is taken for one that never ends. */
export const MOST_ITEMS = 100_000;

/** Collects all pages of a list; `page` gets the last element of the page before. Throws `sdk.malformed` for a list without an end. */
export async function allPages<T>(
  page: (after: T | undefined, limit: number) => Promise<readonly T[]>,
): Promise<T[]> {
  const all: T[] = [];
  while (all.length <= MOST_ITEMS) {
    const items = await page(all.at(-1), PAGE_SIZE);
    if (items.length === 0) return all;
    all.push(...items);
  }
  throw new SdkError('sdk.malformed', `a list does not end after ${MOST_ITEMS} elements`);
}
