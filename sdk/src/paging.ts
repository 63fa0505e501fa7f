/** Asked for at a time; a contract may give fewer, so that only an empty page is the last. */
const PAGE_SIZE = 30;

/** Collects all pages of a list; `page` gets the last element of the page before. */
export async function allPages<T>(page: (after: T | undefined, limit: number) => Promise<T[]>): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const items = await page(all.at(-1), PAGE_SIZE);
    if (items.length === 0) return all;
    all.push(...items);
  }
}
