export { openMeteo, /** @public */ openMeteoSettings } from './adapter.ts';
