import { playInProcess } from 'cloudx3-emulator/in-process';
import type { InProcess } from 'cloudx3-emulator/in-process';
import { describe, expect, it } from 'vitest';
import { emulated } from './index.ts';

const BERLIN = 'latitude=52.52&longitude=13.41';
const START_MS = Date.UTC(2026, 10, 22, 12, 0, 0);

function play(sections: Readonly<Record<string, unknown>> = {}): InProcess {
  return playInProcess(emulated, { table: {}, sections, startMs: START_MS });
}

function ask(cloud: InProcess, query: string) {
  const answer = cloud.ask({ method: 'GET', target: `/v1/forecast?${query}` });
  return { ...answer, json: JSON.parse(answer.body) as unknown };
}

interface Current {
  readonly time: string;
  readonly temperature_2m: number;
}

function current(cloud: InProcess, query = `${BERLIN}&current=temperature_2m`): Current {
  return (ask(cloud, query).json as { current: Current }).current;
}

describe('Open-Meteo', () => {
  it('answers in the vendor’s shape, in chunks, with what was measured', async () => {
    await using cloud = play();
    const query = `${BERLIN}&current=temperature_2m,relative_humidity_2m,wind_speed_10m&wind_speed_unit=ms&timezone=GMT`;
    const { status, framing, json } = ask(cloud, query);
    expect([status, framing]).toEqual([200, 'chunked']);
    expect(json).toEqual({
      latitude: expect.closeTo(52.5, 3) as number,
      longitude: expect.closeTo(13.375, 3) as number,
      generationtime_ms: expect.any(Number) as number,
      utc_offset_seconds: 0,
      timezone: 'GMT',
      timezone_abbreviation: 'GMT',
      elevation: 2_317,
      current_units: {
        time: 'iso8601',
        interval: 'seconds',
        temperature_2m: '°C',
        relative_humidity_2m: '%',
        wind_speed_10m: 'm/s',
      },
      current: {
        time: '2026-11-22T12:00',
        interval: 900,
        temperature_2m: -7.6,
        relative_humidity_2m: 53,
        wind_speed_10m: 3.1,
      },
    });
  });

  it('changes with the quarter of an hour and not between', async () => {
    await using cloud = play();
    const first = current(cloud);
    cloud.clock.nowMs += 899_000;
    expect(current(cloud)).toEqual(first);
    cloud.clock.nowMs += 1_000;
    expect(current(cloud).time).toBe('2026-11-22T12:15');
  });

  it('changes as often as it is told to', async () => {
    await using cloud = play({ replay: { interval_seconds: 60 } });
    cloud.clock.nowMs += 60_000;
    expect(current(cloud).time).toBe('2026-11-22T12:01');
  });

  it.each([
    ['temperature_unit=fahrenheit&current=temperature_2m', { temperature_2m: 18.3 }],
    ['wind_speed_unit=kmh&current=wind_speed_10m', { wind_speed_10m: 11.16 }],
    ['wind_speed_unit=kn&current=wind_speed_10m', { wind_speed_10m: 6.03 }],
    ['wind_speed_unit=mph&current=wind_speed_10m', { wind_speed_10m: 6.93 }],
    ['current=wind_speed_10m', { wind_speed_10m: 11.16 }],
  ])('shows a quantity in the unit asked for: %s', async (query, expected) => {
    await using cloud = play();
    expect(current(cloud, `${BERLIN}&${query}`)).toMatchObject(expected);
  });

  it.each([
    ['latitude=95&longitude=0', 'Latitude must be in range of -90 to 90°. Given: 95.0.'],
    ['latitude=0&longitude=-180.1', 'Longitude must be in range of -180 to 180°. Given: -180.1.'],
    ['longitude=0', expect.any(String) as string],
    ['latitude=%20&longitude=0', expect.any(String) as string],
    [
      `${BERLIN}&current=tempeture_2m`,
      expect.stringContaining('invalid String value tempeture_2m') as string,
    ],
    [`${BERLIN}&current=temperature_2m&temperature_unit=kelvin`, expect.stringContaining('kelvin') as string],
    [
      `${BERLIN}&current=temperature_2m&temperature_unit=toString`,
      expect.stringContaining('toString') as string,
    ],
    [`${BERLIN}&timezone=Europe/Paris`, expect.any(String) as string],
    [`${BERLIN}&timeformat=unixtime`, expect.any(String) as string],
    [`${BERLIN}&current=__proto__`, expect.any(String) as string],
  ])('refuses %s with 400 and a reason', async (query, reason) => {
    await using cloud = play();
    const { status, framing, json } = ask(cloud, query);
    expect([status, framing]).toEqual([400, 'content-length']);
    expect(json).toEqual({ error: true, reason });
  });

  it('knows one resource, and one way to ask for it', async () => {
    await using cloud = play();
    expect(cloud.ask({ method: 'GET', target: `/v1/archive?${BERLIN}` }).status).toBe(404);
    expect(cloud.ask({ method: 'POST', target: `/v1/forecast?${BERLIN}` }).status).toBe(404);
  });

  it.each([
    [0.004, 2, 'Minutely', 60_000],
    [0.002, 1, 'Minutely', 60_000],
  ])('limits requests by the minute (factor %d: %i requests)', async (scale, requests, word, windowMs) => {
    await using cloud = play({ limits: { scale } });
    for (let n = 0; n < requests; n += 1) expect(ask(cloud, BERLIN).status).toBe(200);
    const refused = ask(cloud, BERLIN);
    expect(refused.status).toBe(429);
    expect(refused.json).toMatchObject({
      reason: expect.stringContaining(`${word} API request limit exceeded`) as string,
    });
    cloud.clock.nowMs += windowMs;
    expect(ask(cloud, BERLIN).status).toBe(200);
  });

  it('limits requests by the hour and by the day', async () => {
    await using cloud = play({ limits: { scale: 0.01 } });
    const reasons = new Map<string, number>();
    for (let minute = 0; minute < 180; minute += 1, cloud.clock.nowMs += 60_000) {
      for (let n = 0; n < 6; n += 1) {
        const { json } = ask(cloud, BERLIN) as { json: { reason?: string } };
        const word = json.reason?.split(' ')[0] ?? 'answered';
        reasons.set(word, (reasons.get(word) ?? 0) + 1);
      }
    }
    // 50 in each of the first two hours, which is the day's 100.
    expect(reasons.get('answered')).toBe(100);
    expect([...reasons.keys()].sort()).toEqual(['Daily', 'Hourly', 'answered'].sort());
  });
});
