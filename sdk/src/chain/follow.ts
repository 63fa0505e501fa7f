import { SdkError } from '../error.ts';
import type { BlockEvents, ChainReader } from './reader.ts';

/** From where to follow a chain, and for how long. */
export interface FollowOptions {
  /** The first block to give; where it is left out, the one behind the newest. */
  readonly fromHeight?: number;
  /** How often to look for a new block where there is none, in milliseconds; 500 by default. */
  readonly pollMs?: number;
  /** Ends the blocks once it is aborted, within `pollMs`. An AbortSignal is one. */
  readonly signal?: { readonly aborted: boolean };
}

/**
 * Every block from one on, in order, each once, as soon as it is there: `for await (const { events } of followBlocks(chain))`. Leave the loop to stop.
 * A chain that does not answer ends it with an {@link SdkError}; follow again from the block behind the last one that came, and none is lost.
 */
export async function* followBlocks(
  chain: Pick<ChainReader, 'height' | 'blockEvents'>,
  options: FollowOptions = {},
): AsyncGenerator<BlockEvents, void> {
  const { pollMs = 500, signal } = options;
  let newest = await chain.height();
  let next = options.fromHeight ?? newest + 1;
  for (;;) {
    for (; next <= newest; next += 1) {
      if (signal?.aborted === true) return;
      const block = await ifThere(chain.blockEvents(next));
      if (block === undefined) break;
      yield block;
    }
    if (signal?.aborted === true) return;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    newest = await chain.height();
  }
}

/** Undefined where it is not there yet. */
async function ifThere(block: Promise<BlockEvents>): Promise<BlockEvents | undefined> {
  try {
    return await block;
  } catch (error) {
    if (error instanceof SdkError && error.code === 'sdk.not_yet') return undefined;
    throw error;
  }
}
