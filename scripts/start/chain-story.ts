import { setTimeout as delay } from 'node:timers/promises';
import { SdkError } from '@cloudx3/sdk';
import type { ChainReader, ContractEvent } from '@cloudx3/sdk';

export type EventListener = (event: ContractEvent) => void;

/** Follows the chain block by block and hands each contract event to its listeners, in order, once. */
export class ChainStory {
  private readonly chain: ChainReader;
  private readonly listeners = new Set<EventListener>();
  private next: number;

  constructor(chain: ChainReader, fromHeight: number) {
    this.chain = chain;
    this.next = fromHeight;
  }

  listen(listener: EventListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves with the first event that fits; rejects when `signal` is aborted. */
  when(fits: (event: ContractEvent) => boolean, signal: AbortSignal): Promise<ContractEvent> {
    const { promise, resolve, reject } = Promise.withResolvers<ContractEvent>();
    const stop = this.listen((event) => {
      if (fits(event)) resolve(event);
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
        const height = await this.chain.height();
        for (; this.next <= height; this.next += 1) {
          const block = await this.chain.blockEvents(this.next);
          for (const event of block.events) for (const listener of this.listeners) listener(event);
        }
      } catch (error) {
        if (!(error instanceof SdkError) || error.code !== 'sdk.unreachable') throw error;
      }
      await delay(pollMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
