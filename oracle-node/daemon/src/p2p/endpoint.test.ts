import { multiaddr } from '@multiformats/multiaddr';
import { testKey } from '@cloudx3/oracle-protocol/testing';
import { describe, expect, it } from 'vitest';
import { addressOf, ipOf, readEndpoint } from './endpoint.ts';
import { peerIdOf } from './peer-identity.ts';

const ID = peerIdOf(testKey('endpoint').publicKey);
const OTHER = peerIdOf(testKey('another').publicKey);

describe('an endpoint of the registry', () => {
  it.each([
    [`/ip4/93.184.216.34/tcp/9000/p2p/${ID}`, { host: '93.184.216.34', family: 4, port: 9_000 }],
    [`/ip6/2606:4700::1/tcp/9000/p2p/${ID}`, { host: '2606:4700::1', family: 6, port: 9_000 }],
    [`/dns/a.example/tcp/1/p2p/${ID}`, { host: 'a.example', family: undefined, port: 1 }],
    [`/dns6/a.example/tcp/1/p2p/${ID}`, { host: 'a.example', family: 6, port: 1 }],
  ])('%s is read', (text, endpoint) => {
    expect(readEndpoint(text, ID)).toEqual(endpoint);
  });

  it.each([
    ['a file of this machine', '/unix/run/docker.sock'],
    ['another transport', `/ip4/93.184.216.34/udp/9000/quic-v1/p2p/${ID}`],
    ['a web socket', `/dns4/a.example/tcp/443/wss/p2p/${ID}`],
    ['a relay', `/ip4/93.184.216.34/tcp/9000/p2p/${OTHER}/p2p-circuit/p2p/${ID}`],
    ['an onion', `/onion3/vww6ybal4bd7szmgncyruucpgfkqahzddi37ktceo3ah7ngmcopnpyyd:1234/p2p/${ID}`],
    ['a name that leads to other lists', `/dnsaddr/a.example/tcp/9000/p2p/${ID}`],
    ['an address with a zone', `/ip6zone/eth0/ip6/fe80::1/tcp/9000/p2p/${ID}`],
    ['port 0', `/ip4/93.184.216.34/tcp/0/p2p/${ID}`],
    ['another’s', `/ip4/93.184.216.34/tcp/9000/p2p/${OTHER}`],
    ['nobody’s', '/ip4/93.184.216.34/tcp/9000'],
    ['no address', 'a.example:9000'],
    ['far too long', `/dns4/${'a.'.repeat(400)}example/tcp/1/p2p/${ID}`],
  ])('is nothing where it is %s', (_what, text) => {
    expect(readEndpoint(text, ID)).toBeUndefined();
  });
});

it('only an address that was resolved has an IP to be judged by', () => {
  expect(ipOf(addressOf('::1', 9_000, ID))).toBe('::1');
  expect(ipOf(addressOf('10.0.0.1', 9_000, ID))).toBe('10.0.0.1');
  for (const text of [
    '/dns4/localhost/tcp/1',
    '/ip4/93.184.216.34/tcp/1/ws',
    '/ip4/93.184.216.34/udp/1',
    `/p2p/${ID}`,
  ])
    expect(ipOf(multiaddr(text))).toBeUndefined();
});
