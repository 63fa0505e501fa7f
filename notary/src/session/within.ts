/** The work's outcome, or undefined where it is not there after `ms`. The work goes on by itself. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  const waited = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => waited.resolve(undefined), ms);
  try {
    return await Promise.race([work, waited.promise]);
  } finally {
    clearTimeout(timer);
  }
}
