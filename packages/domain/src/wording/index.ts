export { type Broadcast, publicReader } from './broadcast.ts';
export { codeSms } from './code-sms.ts';
export { type Colour, colourOf, NO_COLOUR } from './colours.ts';
export { entriesAt, type EntriesAt } from './entries-at.ts';
export type { Reader, StillInForce } from './reader.ts';
export { type AlertText, renderAlert } from './render-alert.ts';
export { type EmailFrame, emailFrame, renderEmail, withWords } from './render-email.ts';
export { CRAWL_LENGTH, HEADLINE_LENGTH, renderCrawl, renderHeadline, renderTitle, TITLE_LENGTH } from './render-screen.ts';
export { MOST_SEGMENTS, renderEmergencySms, renderSms, type Sms } from './render-sms.ts';
export { CALL_SECONDS, LOUDSPEAKER_SECONDS, RADIO_SECONDS, renderCall, renderLoudspeaker, renderRadio } from './render-speech.ts';
export { smsSize } from './segments.ts';
export {
  type RegisteredTemplate,
  smsAt,
  type SmsRegistrations,
  smsRegistrations,
  smsTemplatesText,
  type TemplateFit,
} from './sms-registration.ts';
export { smsTemplates } from './sms-templates.ts';
export { chooseTable, TABLES } from './table/choose-table.ts';
export type { PhraseTable } from './table/phrase-table.ts';
export { dateTime } from './when.ts';
export { linkLines, pageLanguage, type PageLanguage, warningLinks, withLinks } from './with-links.ts';
