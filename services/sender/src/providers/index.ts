export { CHOICE_REASONS } from './choose-provider.ts';
export { CAUSES, PROVIDER_RULES, type Health, type ProviderRules } from './health.ts';
export type { Provider } from './provider-at-work.ts';
export { ChannelDown, createProviders, type Providers } from './providers.ts';
