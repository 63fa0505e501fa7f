import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { TlsSettings } from '../axes.ts';
import { isInstalled, saidBy, startProcess } from '../process.ts';
import type { InteropServer, ServerStage } from '../server.ts';
import { freePorts } from '../../support/free-ports.ts';

/** nginx, which is linked to the system's OpenSSL. Files have a length; what passes through its SSI filter has none and is chunked. */
export const nginx: InteropServer = {
  name: 'nginx',
  missing: async () =>
    (await isInstalled('nginx', '-v'))
      ? undefined
      : 'there is no nginx. On Debian 12: apt-get install nginx-light',
  version: async () => {
    const about = await saidBy({ program: 'nginx', args: ['-V'] });
    const nginxVersion = /nginx\/(\S+)/.exec(about)?.[1] ?? '';
    // What it was built with, unless it says that it runs with another.
    const openssl = /running with (OpenSSL \S+)/.exec(about) ?? /built with (OpenSSL \S+)/.exec(about);
    return `nginx ${nginxVersion}, ${openssl?.[1] ?? ''}`;
  },
  cannot: [
    {
      axis: 'tickets',
      value: 'off',
      why: 'ssl_session_tickets off only has OpenSSL send tickets of another kind; nginx cannot set their number',
    },
  ],
  saysClose: true,
  start: async (stage) => {
    const ports = await freePorts(stage.settings.length);
    const file = join(stage.folder, 'nginx.conf');
    await writeFile(file, configuration(stage, ports), { mode: 0o600 });
    const args = ['-c', file, '-p', stage.folder, '-e', 'stderr'];
    const { close } = await startProcess({ program: 'nginx', args }, (line) =>
      line.includes('start worker process '),
    );
    return { ports, close };
  },
};

function configuration(stage: ServerStage, ports: readonly number[]): string {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  // Without privileges nginx stays who it is, and says so where it is told otherwise.
  const user = process.getuid?.() === 0 ? [`user ${userInfo().username};`] : [];
  return [
    'daemon off;',
    'worker_processes 1;',
    'pid nginx.pid;',
    'error_log stderr notice;',
    ...user,
    'events { worker_connections 256; }',
    'http {',
    '  access_log off;',
    ...paths.map((name) => `  ${name}_temp_path ${name};`),
    '  types { application/json json; }',
    `  root ${stage.content.folder};`,
    ...stage.settings.flatMap((settings, i) => serverBlock(stage, settings, ports[i] ?? 0)),
    ...formBlock(stage),
    '}',
    '',
  ].join('\n');
}

function serverBlock(stage: ServerStage, settings: TlsSettings, port: number): readonly string[] {
  const { certificateFile, keyFile } = stage.identities[settings.certificate];
  return [
    '  server {',
    `    listen 127.0.0.1:${port} ssl;`,
    `    ssl_certificate ${certificateFile};`,
    `    ssl_certificate_key ${keyFile};`,
    '    ssl_protocols TLSv1.3;',
    `    ssl_ecdh_curve ${settings.group};`,
    ...(settings.suite === 'any' ? [] : [`    ssl_conf_command Ciphersuites ${settings.suite};`]),
    `    if ($http_x_tail != "${stage.tail}") { return 401; }`,
    `    if ($http_authorization !~ "^(${stage.authorization})?$") { return 401; }`,
    `    if ($args !~ "^(${stage.form})?$") { return 401; }`,
    '    set $said "$request_method$http_authorization$args";',
    '    if ($said = "GET") { return 401; }',
    '    error_page 418 = @form;',
    '    if ($request_method = POST) { return 418; }',
    '    location /chunked/ { ssi on; ssi_types application/json; }',
    '    location @form {',
    `      proxy_pass http://unix:${formSocket(stage)};`,
    '      proxy_http_version 1.1;',
    '      proxy_method GET;',
    '      proxy_pass_request_body off;',
    '      proxy_set_header content-length "";',
    '      proxy_set_header x-form $request_body;',
    '    }',
    '  }',
  ];
}

/** nginx looks at a body only where it passes it on; so it passes it on to itself, as a header. */
function formBlock(stage: ServerStage): readonly string[] {
  return [
    '  server {',
    `    listen unix:${formSocket(stage)};`,
    `    if ($http_x_form != "${stage.form}") { return 401; }`,
    '    location /chunked/ { ssi on; ssi_types application/json; }',
    '  }',
  ];
}

function formSocket({ folder }: ServerStage): string {
  return join(folder, 'form.sock');
}
