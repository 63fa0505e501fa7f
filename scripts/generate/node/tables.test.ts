import { EVENTS, METRICS, TROUBLES } from 'oracle-node/reference';
import { describe, expect, it } from 'vitest';
import { attributesTable, eventsTable } from './events-table.ts';
import { codesTable, troublesTable } from './health-tables.ts';
import { markdownTable, sentence } from './markdown.ts';
import { nodeMetricsTable, notaryMetricsTable } from './metrics-tables.ts';
import { initTable, settingsTable } from './settings-tables.ts';

/** Cells of each row behind the head. */
const rowsOf = (table: string): string[][] =>
  table
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .slice(2, -2)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
const firstCells = (table: string): string[] =>
  rowsOf(table).map(([first = '']) => first.replaceAll('`', ''));
const rowOf = (table: string, name: string): string[] =>
  rowsOf(table).find(([first]) => first === `\`${name}\``) ?? [];

describe('the tables of docs/OBSERVABILITY.md', () => {
  it('have a row for everything that there is', () => {
    expect(firstCells(eventsTable())).toEqual(Object.keys(EVENTS));
    expect(firstCells(nodeMetricsTable())).toEqual(Object.keys(METRICS));
    expect(firstCells(troublesTable())).toEqual(Object.keys(TROUBLES));
    expect(firstCells(codesTable())).toEqual(expect.arrayContaining(['node.late', 'sdk.unreachable']));
  });

  it('say what an event carries, what it moves, and what to do about it', () => {
    const [, level, what, attributes, metrics] = rowOf(eventsTable(), 'archive.failed');
    expect(level).toBe('warn');
    expect(what).toMatch(/\*\*Check the archive/);
    expect(attributes).toBe('`doing`, `id`?, `code`, `message`');
    expect(metrics).toBe('`node_archive_failures_total`, `node_errors_total`');
    expect(rowOf(eventsTable(), 'observation.signed')[3]).toContain('`subject`\\*');
    expect(rowOf(eventsTable(), 'chain.block')[1]).toBe('–');
  });

  it('explain an attribute once, and again where it means something else', () => {
    const values = rowsOf(attributesTable()).filter(([name]) => name === '`value`');
    expect(values.map(([, , says]) => says)).toEqual(['value, decimal', 'what is commanded']);
    expect(values[1]?.[3]).toBe('`command.seen`');
    expect(rowOf(attributesTable(), 'feedId')).toEqual(['`feedId`', 'number', 'id of the feed', '']);
  });

  it('have the labels of both programs’ metrics', () => {
    expect(rowOf(nodeMetricsTable(), 'node_missed_rounds_total')[2]).toBe('`feed`: id of the feed');
    expect(rowOf(nodeMetricsTable(), 'node_peers')[4]).toBe('read at the scrape');
    const outcomes = rowOf(notaryMetricsTable(), 'notary_session_outcomes_total');
    expect(outcomes.slice(1, 3)).toEqual(['counter', '`code`']);
  });
});

describe('the tables of docs/CONFIG.md', () => {
  it('say what a setting takes and what it is where it is left out', () => {
    expect(rowOf(settingsTable(), 'chain.poll_ms').slice(1, 3)).toEqual([
      'whole number, 100 to 60000',
      '`1000`',
    ]);
    expect(rowOf(settingsTable(), 'name')[2]).toBe('must be there');
    expect(rowOf(settingsTable(), 'vendors[].env').slice(1)).toEqual([
      'texts by name',
      '',
      'Which environment variable holds each secret. Like `{ auth_key = "SHELLY_KEY" }`.',
      'names where a secret is',
    ]);
    expect(rowOf(settingsTable(), 'log.level')[1]).toBe('`debug`, `info`, `warn`, `error`');
  });

  it('say where a flag goes', () => {
    expect(rowOf(initTable(), '--listen <multiaddr>')).toEqual([
      '`--listen <multiaddr>`',
      '`p2p.listen`',
      'may be repeated',
      '`["/ip4/0.0.0.0/tcp/9000"]`',
      'The addresses to listen on for peers.',
    ]);
    expect(rowOf(initTable(), '--overwrite-config')[1]).toBe('');
  });
});

describe('Markdown', () => {
  it('keeps a cell a cell, whatever stands in it', () => {
    expect(markdownTable(['a'], [['x | y\nz']])).toBe('| a |\n| --- |\n| x \\| y z |');
  });

  it('makes a sentence of what is none yet', () => {
    expect([sentence('the chain'), sentence('Is it?'), sentence('Done.')]).toEqual([
      'The chain.',
      'Is it?',
      'Done.',
    ]);
  });
});
