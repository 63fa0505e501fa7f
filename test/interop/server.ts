import type { Inability, TlsSettings } from './axes.ts';
import type { Content } from './content.ts';
import type { Identities } from './identities.ts';

/** What every server is started with. */
export interface ServerStage {
  /** Of this server alone. */
  readonly folder: string;
  readonly settings: readonly TlsSettings[];
  readonly identities: Identities;
  readonly content: Content;
  /**
   * A request is answered if its header `x-tail` is `tail`, and if its credential is right in every place where it has one: its header
   * `authorization` is `authorization`, its query is `form`, the body of a POST is `form`. Others get no answer with a success status.
   */
  readonly authorization: string;
  readonly tail: string;
  readonly form: string;
  readonly tell: (text: string) => void;
}

export interface RunningServer {
  /** A port of 127.0.0.1 for each of the settings, in their order. */
  readonly ports: readonly number[];
  readonly close: () => Promise<void>;
}

/** Genuine foreign software that speaks TLS 1.3. */
export interface InteropServer {
  readonly name: string;
  /** What this machine lacks and how to get it; undefined where nothing is. */
  missing(): Promise<string | undefined>;
  /** Of the server and of its TLS library. */
  version(): Promise<string>;
  /** Values of the axes that it cannot be brought to. */
  readonly cannot: readonly Inability[];
  /** Whether it ends its answers with a close_notify, or with its TCP stream alone. */
  readonly saysClose: boolean;
  /** Why it is known to refuse a KeyUpdate, where it does. */
  readonly refusesKeyUpdate?: string;
  start(stage: ServerStage): Promise<RunningServer>;
}
