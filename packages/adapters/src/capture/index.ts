export * from './capture-channel.ts';
export * from './capture-voice.ts';
