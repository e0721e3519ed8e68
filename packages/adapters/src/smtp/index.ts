export { bytesOf, mailWriter, type MailWriterOptions } from './mail-writer.ts';
export type { DkimOptions } from './dkim.ts';
export * from './smtp-channel.ts';
