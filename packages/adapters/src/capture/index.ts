export * from './capture-channel.ts';
