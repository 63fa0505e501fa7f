/** Page size that the contracts allow. */
export const PAGE_SIZE = 30;

/** Collects all pages of a list; `page` gets the last element of the page before. Ends at the first page that is not full. */
export async function allPages<T>(page: (after: T | undefined, limit: number) => Promise<T[]>): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const items = await page(all.at(-1), PAGE_SIZE);
    all.push(...items);
    if (items.length < PAGE_SIZE) return all;
  }
}
