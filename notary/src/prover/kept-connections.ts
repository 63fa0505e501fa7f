import type { NotaryConnection } from './connection.ts';

/** `keepMs` is half of what a notary waits for the next session, so that it is rarely the notary that ends the wait. */
const DEFAULTS = { keepMs: 15_000, maxPerNotary: 32 };

/** Connections whose session was attested and that can carry another (rule SES-3), by the URL of their notary. */
export class KeptConnections {
  readonly #byUrl = new Map<string, NotaryConnection[]>();
  readonly #timers = new Map<NotaryConnection, NodeJS.Timeout>();
  readonly #limits: typeof DEFAULTS;
  #closed = false;

  constructor(limits: Partial<typeof DEFAULTS> = {}) {
    this.#limits = { ...DEFAULTS, ...limits };
  }

  /** One that waits; the one that was last in use, so that those which are too many run out of time. */
  take(url: string): NotaryConnection | undefined {
    const connection = this.#byUrl.get(url)?.at(-1);
    if (connection !== undefined) this.#forget(url, connection);
    return connection;
  }

  /** Renews a connection, or closes it where enough wait. */
  keep(url: string, used: NotaryConnection): void {
    const waiting = this.#byUrl.get(url) ?? [];
    if (this.#closed || used.error !== undefined || waiting.length >= this.#limits.maxPerNotary) {
      used.close();
      return;
    }
    const connection = used.renew();
    waiting.push(connection);
    this.#byUrl.set(url, waiting);
    this.#timers.set(
      connection,
      setTimeout(() => connection.close(), this.#limits.keepMs),
    );
    void connection.ended.then(() => this.#forget(url, connection));
  }

  /** Closes all that wait, and whatever comes after. */
  close(): void {
    this.#closed = true;
    for (const connection of this.#timers.keys()) connection.close();
  }

  #forget(url: string, connection: NotaryConnection): void {
    clearTimeout(this.#timers.get(connection));
    this.#timers.delete(connection);
    const rest = this.#byUrl.get(url)?.filter((each) => each !== connection) ?? [];
    if (rest.length === 0) this.#byUrl.delete(url);
    else this.#byUrl.set(url, rest);
  }
}
