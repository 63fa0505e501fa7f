import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AXES } from '../axes.ts';
import type { SuiteChoice, TlsSettings } from '../axes.ts';
import { isInstalled, outputOf, startProcess } from '../process.ts';
import type { ForeignProcess } from '../process.ts';
import type { InteropServer, ServerStage } from '../server.ts';
import { freePorts } from '../../support/free-ports.ts';

const LEAST_CONFIGURATION =
  'server.document-root = "/" server.modules = ("mod_cgi", "mod_rewrite", "mod_gnutls")';

/** GnuTLS, behind lighttpd's mod_gnutls. Files have a length; what a CGI program prints has none and is chunked. */
export const gnutls: InteropServer = {
  name: 'GnuTLS (lighttpd)',
  missing: async () =>
    // With -tt it loads its modules, too.
    (await isInstalled('/bin/sh', '-c', `echo '${LEAST_CONFIGURATION}' | lighttpd -tt -f -`))
      ? undefined
      : 'there is no lighttpd with mod_gnutls. On Debian 12: apt-get install lighttpd lighttpd-mod-gnutls',
  version: async () => {
    const about = await outputOf({ program: 'lighttpd', args: ['-v'] });
    return `lighttpd ${/lighttpd\/(\S+)/.exec(about)?.[1] ?? ''}, GnuTLS ${await libraryVersion()}`;
  },
  cannot: [],
  saysClose: true,
  start: async (stage) => {
    const ports = await freePorts(stage.settings.length);
    const root = await makeRoot(stage);
    const started = await Promise.all(AXES.suite.map((suite) => startOne(stage, suite, root, ports)));
    return {
      ports,
      close: async () => {
        await Promise.all(started.map(({ close }) => close()));
      },
    };
  },
};

/** lighttpd can only add suites to those of GnuTLS; the system's settings of GnuTLS, which count for a whole process, can take some away. */
const DISABLED: Readonly<Record<SuiteChoice, readonly string[]>> = {
  any: [],
  TLS_AES_256_GCM_SHA384: ['AES-128-GCM', 'AES-128-CCM', 'CHACHA20-POLY1305'],
  TLS_CHACHA20_POLY1305_SHA256: ['AES-128-GCM', 'AES-128-CCM', 'AES-256-GCM', 'AES-256-CCM'],
};

async function startOne(
  stage: ServerStage,
  suite: SuiteChoice,
  root: string,
  ports: readonly number[],
): Promise<ForeignProcess> {
  const sockets = stage.settings.flatMap((settings, i) =>
    settings.suite === suite ? [{ settings, port: ports[i] ?? 0 }] : [],
  );
  const file = join(stage.folder, `${suite}.conf`);
  const priorities = join(stage.folder, `${suite}.gnutls`);
  await writeFile(file, configuration(stage, root, sockets), { mode: 0o600 });
  await writeFile(
    priorities,
    ['[overrides]', ...DISABLED[suite].map((name) => `tls-disabled-cipher = ${name}`), ''].join('\n'),
  );
  const env = { GNUTLS_SYSTEM_PRIORITY_FILE: priorities };
  return startProcess({ program: 'lighttpd', args: ['-D', '-f', file], env }, (line) =>
    line.includes('server started'),
  );
}

/** By Debian's package, since lighttpd does not say it. */
async function libraryVersion(): Promise<string> {
  try {
    const about = await outputOf({ program: 'dpkg-query', args: ['-W', '-f=${Version}', 'libgnutls30'] });
    return about.replace(/-.*/, '');
  } catch {
    return 'of this system';
  }
}

/** The files for `length/`; for `chunked/` programs that print them; below `form/` programs that look at the body of the request first. */
async function makeRoot(stage: ServerStage): Promise<string> {
  const root = join(stage.folder, 'root');
  for (const framing of AXES.framing) {
    await mkdir(join(root, framing), { recursive: true });
    await mkdir(join(root, 'form', framing), { recursive: true });
    for (const [size, body] of stage.content.bodies) {
      const name = join(framing, `${size}.json`);
      const source = join(stage.content.folder, name);
      const length = framing === 'length' ? `content-length: ${body.length}\\r\\n` : '';
      // lighttpd gives a length to what ended before it sent the head, so the body waits until that is gone.
      const print = `printf 'content-type: application/json\\r\\n${length}\\r\\n'\nsleep 0.05\nexec cat '${source}'`;
      const look = `if [ "$(cat)" != '${stage.form}' ]; then printf 'Status: 401\\r\\n\\r\\n'; exit; fi`;
      if (framing === 'length') await writeFile(join(root, name), body);
      else await writeProgram(join(root, name), [print]);
      await writeProgram(join(root, 'form', name), [look, print]);
    }
  }
  return root;
}

async function writeProgram(file: string, lines: readonly string[]): Promise<void> {
  await writeFile(file, ['#!/bin/sh', ...lines, ''].join('\n'));
  await chmod(file, 0o700);
}

interface TlsSocket {
  readonly settings: TlsSettings;
  readonly port: number;
}

function configuration(stage: ServerStage, root: string, sockets: readonly TlsSocket[]): string {
  const { authorization, tail, form } = stage;
  const authorizationHeader = '$REQUEST_HEADER["Authorization"]';
  return [
    `server.document-root = "${root}"`,
    'server.modules = ("mod_access", "mod_rewrite", "mod_cgi", "mod_gnutls")',
    'server.bind = "127.0.0.1"',
    `server.port = ${sockets[0]?.port ?? 0}`,
    'server.stream-response-body = 1',
    'mimetype.assign = (".json" => "application/json")',
    `$REQUEST_HEADER["X-Tail"] != "${tail}" { url.access-deny = ("") }`,
    `${authorizationHeader} !~ "^(${authorization})?$" { url.access-deny = ("") }`,
    `$HTTP["querystring"] !~ "^(${form})?$" { url.access-deny = ("") }`,
    '$HTTP["request-method"] == "GET" { $HTTP["querystring"] == "" {',
    `  ${authorizationHeader} == "" { url.access-deny = ("") }`,
    '} }',
    '$HTTP["request-method"] == "POST" { url.rewrite-once = ("^(.*)$" => "/form$1") }',
    '$HTTP["url"] =~ "^/(form|chunked)/" { cgi.assign = (".json" => "") }',
    ...sockets.flatMap((socket, i) => {
      const lines = tlsLines(stage, socket.settings);
      // The first port is the server's own.
      return i === 0 ? lines : [`$SERVER["socket"] == "127.0.0.1:${socket.port}" {`, ...lines, '}'];
    }),
    '',
  ].join('\n');
}

function tlsLines(stage: ServerStage, settings: TlsSettings): readonly string[] {
  const { certificateFile, keyFile } = stage.identities[settings.certificate];
  const options = [
    '"MinProtocol" => "TLSv1.3"',
    `"Groups" => "${settings.group}"`,
    ...(settings.tickets === 'off' ? ['"Options" => "-SessionTicket"'] : []),
  ];
  return [
    'ssl.engine = "enable"',
    `ssl.pemfile = "${certificateFile}"`,
    `ssl.privkey = "${keyFile}"`,
    `ssl.openssl.ssl-conf-cmd = (${options.join(', ')})`,
  ];
}
