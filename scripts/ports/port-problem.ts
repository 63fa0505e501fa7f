import { once } from 'node:events';
import { createServer } from 'node:net';

/** Why nobody can listen on this port of 127.0.0.1 now, as the system's code, such as `EADDRINUSE`; undefined where one can. */
export async function portProblem(port: number): Promise<string | undefined> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
  probe.close();
  await once(probe, 'close');
  return undefined;
}
