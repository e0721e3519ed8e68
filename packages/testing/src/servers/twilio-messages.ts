/** A message that the stub has taken. */
export interface StubMessage {
  readonly sid: string;
  readonly to: string;
  readonly from: string | null;
  readonly messagingServiceSid: string | null;
  readonly body: string;
  readonly statusCallback: string | null;
  /** Seconds. */
  readonly validityPeriod: number | null;
  /** Epoch milliseconds at the request's arrival: when the operation started on the wire. */
  readonly begunAt: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Follows the callbacks. */
  status: string;
  errorCode: number | null;
}

/** A call that the stub has taken: it rings nowhere. */
export interface StubCall {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly twiml: string;
  readonly statusCallback: string | null;
}

export const callOf = (sid: string, form: URLSearchParams): StubCall => ({
  sid,
  to: form.get('To') ?? '',
  from: form.get('From') ?? '',
  twiml: form.get('Twiml') ?? '',
  statusCallback: form.get('StatusCallback'),
});

/** The message as Twilio's API shows it (twilio-oai, `api.v2010.account.message`). */
export function messageBody(message: StubMessage, accountSid: string): object {
  const created = new Date(message.at).toUTCString().replace('GMT', '+0000');
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}.json`;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: created,
    date_sent: created,
    date_updated: created,
    direction: 'outbound-api',
    error_code: message.errorCode,
    error_message: null,
    from: message.from,
    messaging_service_sid: message.messagingServiceSid,
    num_media: '0',
    num_segments: '1',
    price: null,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: uri.replace('.json', '/Media.json') },
    to: message.to,
    uri,
  };
}

/** A page of the list, newest first, filtered by `To`, `From` and `DateSent` (also `DateSent>` and `DateSent<`: from and up to). */
export function listOf(messages: readonly StubMessage[], query: URLSearchParams, accountSid: string): object {
  const fits = (message: StubMessage) => {
    const sent = new Date(message.at).toISOString();
    const on = query.get('DateSent');
    const from = query.get('DateSent>');
    const upTo = query.get('DateSent<');
    return (
      (query.get('To') ?? message.to) === message.to &&
      (query.get('From') ?? message.from) === message.from &&
      (on === null || sent.slice(0, 10) === on.slice(0, 10)) &&
      (from === null || sent >= from.slice(0, 19)) &&
      (upTo === null || sent.slice(0, upTo.length > 10 ? 19 : 10) <= upTo.slice(0, 19))
    );
  };
  const found = messages.filter(fits).reverse();
  const size = Math.min(1000, Number(query.get('PageSize') ?? 50));
  const page = Number(query.get('Page') ?? 0);
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const uriOf = (number: number) => {
    const next = new URLSearchParams(query);
    next.set('PageSize', String(size));
    next.set('Page', String(number));
    return `${path}?${next.toString()}`;
  };
  return {
    messages: found.slice(page * size, (page + 1) * size).map((message) => messageBody(message, accountSid)),
    page,
    page_size: size,
    start: page * size,
    end: Math.min(found.length, (page + 1) * size) - 1,
    uri: uriOf(page),
    first_page_uri: uriOf(0),
    previous_page_uri: page === 0 ? null : uriOf(page - 1),
    next_page_uri: (page + 1) * size < found.length ? uriOf(page + 1) : null,
  };
}

/** An error as Twilio's API tells it. */
export function errorBody(status: number, code: number, message: string): object {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
}
