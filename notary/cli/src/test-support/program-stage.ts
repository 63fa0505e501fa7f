import { EventEmitter } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testTls } from '@cloudx3/notary/testing';
import type { TestTls } from '@cloudx3/notary/testing';
import { createProgram } from '../cli/program.ts';
import { PASSPHRASE_VARIABLE } from '../read-files.ts';
import { startFakeChain } from './fake-chain.ts';

/** The secret of these tests: no log may hold it. */
export const PASSPHRASE = 'canary-passphrase-0011';
export const CHAIN_ID = 'cloudx3-test-1';
/** Nobody sits at a terminal, and the passphrase is in the environment. */
export const CONTEXT = { environment: { [PASSPHRASE_VARIABLE]: PASSPHRASE }, terminal: false };

/** How a run of the program ended. */
export interface Ran {
  readonly lines: readonly string[];
  readonly error: { code?: unknown; message: string } | undefined;
}

/** What `init --json` answers. */
export interface InitAnswer {
  readonly config: string;
  readonly keyFile: string;
  readonly pubkey: string;
}

/** A folder with certificates, a chain that says its name, and the program, run in this process. */
export class ProgramStage implements AsyncDisposable {
  readonly folder: string;
  readonly tls: TestTls;
  readonly #chain: Awaited<ReturnType<typeof startFakeChain>>;

  private constructor(folder: string, tls: TestTls, chain: Awaited<ReturnType<typeof startFakeChain>>) {
    this.folder = folder;
    this.tls = tls;
    this.#chain = chain;
  }

  static async start(): Promise<ProgramStage> {
    const folder = await mkdtemp(join(tmpdir(), 'notary-cli-'));
    const tls = await testTls();
    await writeFile(join(folder, 'cert.pem'), tls.cert);
    await writeFile(join(folder, 'key.pem'), tls.key);
    await writeFile(join(folder, 'ca.pem'), tls.ca.pem);
    return new ProgramStage(folder, tls, await startFakeChain(CHAIN_ID));
  }

  async run(...args: string[]): Promise<Ran> {
    const lines: string[] = [];
    const program = createProgram({
      context: CONTEXT,
      out: (line) => lines.push(line),
      signals: new EventEmitter(),
    });
    // What would end this process is thrown, and what would be written to its terminal is not.
    for (const command of [program, ...program.commands])
      command.exitOverride().configureOutput({ writeErr: () => undefined });
    try {
      await program.parseAsync(args, { from: 'user' });
      return { lines, error: undefined };
    } catch (error) {
      return { lines, error: error as Error };
    }
  }

  initArgs(dir: string, ...more: string[]): string[] {
    return [
      ...['init', '--json', '--dir', dir, '--chain-id', CHAIN_ID, '--oracle', 'cx31oracle'],
      ...['--rpc', this.#chain.url],
      ...['--tls-cert', join(this.folder, 'cert.pem'), '--tls-key', join(this.folder, 'key.pem')],
      ...['--host', '127.0.0.1', '--port', '0', '--scrypt-work-factor', '4', '--development', ...more],
    ];
  }

  /** Writes a configuration into a folder of this name. */
  async initIn(name: string, ...more: string[]): Promise<InitAnswer> {
    const { lines, error } = await this.run(...this.initArgs(join(this.folder, name), ...more));
    if (error !== undefined) throw new Error(error.message);
    return JSON.parse(lines[0] ?? '') as InitAnswer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#chain.close();
    await rm(this.folder, { recursive: true });
  }
}
