export * from './mail-writer.ts';
export * from './smtp-channel.ts';
