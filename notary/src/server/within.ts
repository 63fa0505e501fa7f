/** Waits for work that has nothing to tell, but not longer than `ms`. */
export async function within(work: Promise<unknown>, ms: number): Promise<void> {
  const waited = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => waited.resolve(undefined), ms);
  await Promise.race([work, waited.promise]);
  clearTimeout(timer);
}
