import { setTimeout as delay } from 'node:timers/promises';
import { SdkError, followBlocks, readDevicesEvent, readOracleEvent } from '@cloudx3/sdk';
import type { ChainReader, ContractEvent, DevicesEvent, OracleEvent } from '@cloudx3/sdk';

/** What one of the network's contracts said, and where it stands on chain. */
export type ChainNews = (OracleEvent | DevicesEvent) & Pick<ContractEvent, 'height' | 'txHash'>;
/** News of one type. */
export type NewsOf<T extends ChainNews['type']> = ChainNews & { readonly type: T };
export type NewsListener = (news: ChainNews) => void;

export interface StoryOptions {
  /** Addresses of the two contracts; what others say is left out. */
  readonly oracle: string;
  readonly devices: string;
  /** First block to tell of. */
  readonly fromHeight: number;
}

/** Follows the chain block by block and hands what the contracts say to its listeners, in order, once. */
export class ChainStory {
  private readonly options: StoryOptions;
  private readonly chain: Pick<ChainReader, 'height' | 'blockEvents'>;
  private readonly listeners = new Set<NewsListener>();
  private next: number;

  constructor(options: StoryOptions, deps: { readonly chain: Pick<ChainReader, 'height' | 'blockEvents'> }) {
    this.options = options;
    this.chain = deps.chain;
    this.next = options.fromHeight;
  }

  listen(listener: NewsListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves with the first news of a type that fit; rejects when `signal` is aborted. */
  when<T extends ChainNews['type']>(
    type: T,
    fits: (news: NewsOf<T>) => boolean,
    signal: AbortSignal,
  ): Promise<NewsOf<T>> {
    const { promise, resolve, reject } = Promise.withResolvers<NewsOf<T>>();
    const stop = this.listen((news) => {
      if (isOf(news, type) && fits(news)) resolve(news);
    });
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    return promise.finally(() => {
      stop();
      signal.removeEventListener('abort', abort);
    });
  }

  /** Runs until `signal` is aborted. A chain that does not answer for a while is asked again. */
  async run(signal: AbortSignal, pollMs = 300): Promise<void> {
    while (!signal.aborted) {
      try {
        const options = { fromHeight: this.next, pollMs, signal };
        for await (const { height, events } of followBlocks(this.chain, options)) {
          for (const event of events) this.tell(event);
          this.next = height + 1;
        }
      } catch (error) {
        if (!(error instanceof SdkError) || error.code !== 'sdk.unreachable') throw error;
      }
      await delay(pollMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private tell(event: ContractEvent): void {
    const said = this.read(event);
    if (said === undefined) return;
    const news = { ...said, height: event.height, txHash: event.txHash };
    for (const listener of this.listeners) listener(news);
  }

  private read(event: ContractEvent): OracleEvent | DevicesEvent | undefined {
    if (event.contract === this.options.oracle) return readOracleEvent(event);
    return event.contract === this.options.devices ? readDevicesEvent(event) : undefined;
  }
}

function isOf<T extends ChainNews['type']>(news: ChainNews, type: T): news is NewsOf<T> {
  return news.type === type;
}
