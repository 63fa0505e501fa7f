export { homeAssistant, homeAssistantSettings } from './adapter.ts';
