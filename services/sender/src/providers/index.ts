export { CHOICE_REASONS } from './choose-provider.ts';
export { PROVIDER_RULES, type Health, type ProviderRules } from './health.ts';
export type { Provider, ProviderAtWork } from './provider-at-work.ts';
export { createProviders, type Providers } from './providers.ts';
