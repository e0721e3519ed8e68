export * from './smtp-channel.ts';
