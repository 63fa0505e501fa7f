import { expect, test } from 'vitest';
import { renderConfiguration } from './configuration.ts';

const certificate = '/home/anna/server.pem';

test('the web server listens on 127.0.0.1 over TLS only', () => {
  const lines = renderConfiguration({ port: 23_000, certificate, key: '/home/anna/key.pem' }).split('\n');
  expect(lines).toContain('  server_host: 127.0.0.1');
  expect(lines).toContain('  server_port: 23000');
  expect(lines).toContain('  ssl_certificate: "/home/anna/server.pem"');
  expect(lines).toContain('  ssl_key: "/home/anna/key.pem"');
  expect(lines).toContain('onboarding:');
  expect(lines).not.toContain('default_config:');
});

test.each([
  '/a b/#c.pem',
  '/a: b/c.pem',
  "/it's/c.pem",
  '/a"b/c.pem',
  '/a\\b/c.pem',
  '/a\nserver_host: 0.0.0.0',
])('a path such as %j stays one quoted value', (path) => {
  const text = renderConfiguration({ port: 1, certificate: path, key: '/k' });
  const line = text.split('\n').find((each) => each.startsWith('  ssl_certificate: '));
  expect(JSON.parse(line?.slice('  ssl_certificate: '.length) ?? '')).toBe(path);
  expect(text.split('\n')).toHaveLength(
    renderConfiguration({ port: 1, certificate, key: '/k' }).split('\n').length,
  );
});
