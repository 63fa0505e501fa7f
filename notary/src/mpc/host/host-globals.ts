import { StreamWebSocket } from './stream-web-socket.ts';
import type { Dial } from './stream-web-socket.ts';
import { threadBootstrapUrl } from './thread-bootstrap.ts';
import { hostWorkerClass } from './worker-thread.ts';

/**
 * Installs on this process's main thread what tlsn-wasm expects of a browser page. Listeners for `message` are of no
 * use there: the package registers its worker's listeners in every context that loads it, the page included.
 */
export async function installHostGlobals(dial: Dial): Promise<void> {
  class HostWebSocket extends StreamWebSocket {
    constructor(url: string) {
      super(url, dial);
    }
  }
  Object.assign(globalThis, {
    self: globalThis,
    Worker: hostWorkerClass(await threadBootstrapUrl()),
    WebSocket: HostWebSocket,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  });
}
