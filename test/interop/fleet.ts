import { messageOf } from '@cloudx3/errors';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { AXES, describeCase, possibleSettings } from './axes.ts';
import type { Content } from './content.ts';
import { TAIL, authorizationOf, formOf } from './holes.ts';
import type { HolePlace } from './holes.ts';
import type { Authority } from './identities.ts';
import { probe } from './probe.ts';
import { probeCredentials } from './probe-credentials.ts';
import type { Port } from './run-server.ts';
import type { InteropServer, RunningServer } from './server.ts';
import { operationAt } from './stage.ts';

export interface FleetOptions {
  readonly folder: string;
  readonly authority: Authority;
  readonly content: Content;
  readonly token: string;
  readonly tell: (text: string) => void;
}

/** A server that runs, with what its ports were found to be. */
export interface FleetMember {
  readonly server: InteropServer;
  readonly version: string;
  readonly ports: readonly Port[];
  /** Ports that are not configured as they should be. */
  readonly misconfigured: readonly string[];
}

/** A server that takes no part, since the machine lacks it or since it did not start. */
export interface LeftOut {
  readonly server: InteropServer;
  readonly why: string;
}

/** All servers at once, each with a port for every setting that it can be brought to. */
export class Fleet implements AsyncDisposable {
  readonly members: FleetMember[] = [];
  readonly skipped: LeftOut[] = [];
  readonly broken: LeftOut[] = [];
  readonly #running: RunningServer[] = [];
  readonly #options: FleetOptions;

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  /** Starts what this machine has, and notes what it lacks. Never rejects. */
  async start(server: InteropServer): Promise<void> {
    try {
      const why = await server.missing();
      if (why === undefined) await this.#start(server);
      else this.skipped.push({ server, why });
    } catch (error) {
      this.broken.push({ server, why: messageOf(error) });
    }
  }

  async #start(server: InteropServer): Promise<void> {
    const { authority, content, tell, token } = this.#options;
    const folder = join(this.#options.folder, server.name.replaceAll(/[^A-Za-z0-9]+/g, '-'));
    await mkdir(folder);
    const settings = possibleSettings(server.cannot);
    const authorization = authorizationOf(token);
    const running = await server.start({
      folder,
      settings,
      identities: authority.identities,
      content,
      authorization,
      tail: TAIL,
      form: formOf(token),
      tell: (text) => tell(`${server.name}: ${text}`),
    });
    this.#running.push(running);
    const ports = settings.map((each, i): Port => {
      const port = running.ports[i] ?? 0;
      const withHole = Object.fromEntries(AXES.hole.map((hole) => [hole, operationAt(port, hole, token)]));
      return {
        settings: each,
        port,
        withHole: withHole as Record<HolePlace, CheckedOperation>,
        public: operationAt(port, 'public', token),
      };
    });
    const misconfigured: string[] = [];
    // All ports ask for the same. A server that is read without a hole is asked for nothing but its header.
    if (server.refusesKeyUpdate === undefined) {
      const letIn = await probeCredentials(ports[0]?.port ?? 0, authority, token);
      misconfigured.push(...letIn.map((what) => `credentials: ${what}`));
    }
    // One after another: some servers take a connection at a time.
    for (const { settings: each, port } of ports) {
      const problems = await probe(port, each, authority, authorization);
      if (problems.length > 0) misconfigured.push(`${describeCase(each)}: ${problems.join(', ')}`);
    }
    this.members.push({ server, version: await server.version(), ports, misconfigured });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#running.splice(0).map((running) => running.close()));
  }
}
