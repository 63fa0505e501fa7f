import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@cloudx3/launcher';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readOptions } from './options.ts';
import { inspectable, planNetwork } from './plan.ts';

afterEach(() => vi.restoreAllMocks());

/** What somebody reads who gave these words and got no network. */
function refusal(...words: readonly string[]): string {
  const said: string[] = [];
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exit ${String(code)}`);
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  expect(() => readOptions(words)).toThrow('exit 1');
  return said.join('');
}

describe('the command line of npm start', () => {
  it('needs nothing: the emulator, until Ctrl-C, in the folder of its source', () => {
    expect(readOptions([])).toEqual({
      source: 'emulator',
      chain: 'devnet',
      once: false,
      json: false,
      dataDir: join(repositoryRoot, '.data', 'emulator'),
      portBase: 20_000,
    });
  });

  it('keeps networks of different sources and chains apart', () => {
    const given = [
      [],
      ['--live'],
      ['--home-assistant'],
      ['--chain', 'wasmd'],
      ['--chain', 'wasmd', '--live'],
    ];
    expect(new Set(given.map((words) => readOptions(words).dataDir)).size).toBe(5);
  });

  it('takes what is given', () => {
    const words = [
      ...['--once', '--json', '--live', '--chain', 'wasmd', '--data', 'a b'],
      ...['--ports', '65400', '--inspect', 'node-2'],
    ];
    expect(readOptions(words)).toEqual({
      source: 'live',
      chain: 'wasmd',
      once: true,
      json: true,
      dataDir: 'a b',
      portBase: 65_400,
      inspect: 'node-2',
    });
  });

  it('takes a chain that runs already, with who pays on it', () => {
    const words = [
      '--chain-rpc',
      'https://rpc.example',
      '--mnemonic-file',
      'words',
      '--gas-price',
      '0.1uatom',
    ];
    expect(readOptions(words)).toMatchObject({
      chain: 'rpc',
      remote: { rpcUrl: 'https://rpc.example', mnemonicFile: 'words', gasPrice: '0.1uatom' },
      dataDir: join(repositoryRoot, '.data', 'emulator-rpc'),
    });
  });

  it.each(['1023', '65401', '0x5000', '2e4', '20000.5', '', 'many'])('takes no port %j', (port) => {
    expect(refusal('--ports', port)).toContain('give a port from 1024 to 65400');
  });

  it.each([
    [['--live', '--home-assistant'], /cannot be used with/],
    [['--data', ''], /give a folder/],
    [['--chain', 'other'], /Allowed choices are devnet, wasmd/],
    [['--chain-rpc', 'http://a'], /go together/],
    [['--mnemonic-file', 'words'], /go together/],
    [['--gas-price', '1uatom'], /--gas-price is for --chain-rpc/],
    [['--chain-rpc', 'http://a', '--mnemonic-file', 'words', '--chain', 'wasmd'], /cannot be used with/],
    [['--chain-rpc', 'ws://a', '--mnemonic-file', 'words'], /give the address of a CometBFT RPC/],
    [['--chain-rpc', 'a:26657', '--mnemonic-file', 'words'], /give the address of a CometBFT RPC/],
    [['--gas-price', 'uatom'], /give a number and a denomination/],
    [['--gas-price', '0.1uatom,0.2uosmo'], /give a number and a denomination/],
    [['--onec'], /unknown option '--onec'[\s\S]*--once/],
    [['emulator'], /too many arguments/],
  ])('refuses %j with a sentence and its help', (words, said) => {
    const text = refusal(...words);
    expect(text).toMatch(said);
    expect(text).toContain('Usage: npm start --');
  });
});

describe('the plan of a network', () => {
  /** Every port that a process listens on. */
  const portsOf = ({
    rpcPort,
    vendorPort,
    vendorAdminPort,
    homeAssistantPort,
    inspectPort,
    ...rest
  }: ReturnType<typeof planNetwork>) => [
    ...[rpcPort, vendorPort, vendorAdminPort, homeAssistantPort, inspectPort],
    ...rest.notaries.flatMap(({ port, httpPort }) => [port, httpPort]),
    ...rest.nodes.flatMap(({ p2pPort, httpPort }) => [p2pPort, httpPort]),
  ];

  it.each([4, 16])('gives each of %i nodes ports of its own, all in the hundred', (nodes) => {
    const ports = portsOf(planNetwork('data', 30_000, nodes));
    expect(new Set(ports).size).toBe(ports.length);
    expect(ports.filter((port) => port < 30_000 || port > 30_099)).toEqual([]);
  });

  it('has no room for more nodes than it has ports for', () => {
    expect(() => planNetwork('data', 30_000, 17)).toThrow(RangeError);
  });

  it('gives each process a folder of its own', () => {
    const { notaries, nodes } = planNetwork('data', 30_000);
    const homes = [...notaries, ...nodes].map(({ home }) => home);
    expect(new Set(homes).size).toBe(6);
    expect(homes.every((home) => home.startsWith(join('data', '/')))).toBe(true);
  });

  it('has the ports that docs/HACKING.md says', () => {
    const page = readFileSync(join(repositoryRoot, 'docs', 'HACKING.md'), 'utf8');
    const cells = [...page.matchAll(/^\| (BASE\S*(?:(?:, | … )\S+)?) +\|/gm)].map(([, cell = '']) => cell);
    const documented = cells.flatMap((cell) => {
      const [first = 0, last = first] = [...cell.matchAll(/\d+/g)].map(Number);
      return cell.includes('…')
        ? Array.from({ length: last - first + 1 }, (_, i) => first + i)
        : [first, last];
    });
    const wanted = portsOf(planNetwork('data', 0));
    expect([...new Set(documented)].sort((a, b) => a - b)).toEqual(wanted.sort((a, b) => a - b));
  });

  it('names every process that a debugger may be attached to', () => {
    expect(inspectable(planNetwork('data', 30_000, 2))).toEqual([
      'chain',
      'vendor',
      'notary-1',
      'notary-2',
      'node-1',
      'node-2',
    ]);
  });
});
