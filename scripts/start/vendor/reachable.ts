import { StartError } from '../error.ts';

const PATIENCE_MS = 10_000;

/** Asks a server on the internet whether it is there, before a network is built that reads nothing else. Any answer will do. */
export async function checkReachable(serverName: string, signal: AbortSignal): Promise<void> {
  try {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    await fetch(`https://${serverName}/`, { method: 'HEAD', redirect: 'manual', signal: patience });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new StartError(
      'start.vendor.unreachable',
      `${serverName} cannot be reached from this machine: ${reasonOf(error)}`,
      'Connect the machine to the internet, or leave out --live to read the emulator.',
    );
  }
}

/** `fetch` hides the system's words in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}
