import { describeAdapterConformance } from '@cloudx3/adapter-conformance';
import { homeAssistant } from './adapter.ts';

const sensor = { entity_id: 'sensor.outside_temperature' };
const plug = { entity_id: 'switch.decorative_lights' };

describeAdapterConformance(() => homeAssistant({ host: 'home.example.org' }), {
  packageRoot: new URL('..', import.meta.url),
  // Of the form of a long-lived token, and nobody's.
  credentials: {
    token: `canaryHEADERcanaryHEADERcanaryHEADER.${'Zm9v-Yg_Zzk3'.repeat(9).slice(0, 102)}.${'q7Xk-2Lw_9Rt'.repeat(4).slice(0, 43)}`,
  },
  params: {
    temperature: sensor,
    humidity: { entity_id: 'sensor.outside_humidity' },
    power: { entity_id: 'sensor.power_consumption' },
    energyWh: { entity_id: 'sensor.energy_consumption_wh' },
    energyKwh: { entity_id: 'sensor.energy_consumption_kwh' },
    switchState: plug,
    switchSet: { ...plug, service: 'turn_on' },
  },
  largestRequestBytes: 512,
});
