/**
 * The work's outcome, unless the caller gives up first: then rejects at once, with the signal's reason or with what `because` makes. The
 * work goes on by itself, since others may wait for it too.
 */
export async function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
  because: () => Error = () => signal.reason as Error,
): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(because());
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
