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
  /** Epoch milliseconds at which it left Twilio's queue; null while it waits there. */
  sentAt: number | null;
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
  /** Epoch milliseconds: at the request's arrival, and when it was taken. */
  readonly begunAt: number;
  readonly at: number;
}

export const callOf = (sid: string, form: URLSearchParams, begunAt: number): StubCall => ({
  sid,
  to: form.get('To') ?? '',
  from: form.get('From') ?? '',
  twiml: form.get('Twiml') ?? '',
  statusCallback: form.get('StatusCallback'),
  begunAt,
  at: Date.now(),
});

const rfc2822 = (at: number): string => new Date(at).toUTCString().replace('GMT', '+0000');

/** The message as Twilio's API shows it (twilio-oai, `api.v2010.account.message`). */
export function messageBody(message: StubMessage, accountSid: string): object {
  const created = rfc2822(message.at);
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}.json`;
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: created,
    date_sent: message.sentAt === null ? null : rfc2822(message.sentAt),
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

/**
 * A page of the list, filtered by `To`, `From` and `DateSent` (also `DateSent>` and `DateSent<`: from and up to), the last sent first. What
 * still waits in a queue has no such date: no filter by date finds it, and it stands where it is most easily missed, at the end.
 */
export function listOf(messages: readonly StubMessage[], query: URLSearchParams, accountSid: string): object {
  const on = query.get('DateSent');
  const from = query.get('DateSent>');
  const upTo = query.get('DateSent<');
  const fits = ({ to, from: sender, sentAt }: StubMessage) => {
    if ((query.get('To') ?? to) !== to || (query.get('From') ?? sender) !== sender) return false;
    if (sentAt === null) return on === null && from === null && upTo === null;
    const sent = new Date(sentAt).toISOString();
    return (
      (on === null || sent.slice(0, 10) === on.slice(0, 10)) &&
      (from === null || sent >= from.slice(0, 19)) &&
      (upTo === null || sent.slice(0, upTo.length > 10 ? 19 : 10) <= upTo.slice(0, 19))
    );
  };
  const found = messages.filter(fits).sort((one, other) => (other.sentAt ?? 0) - (one.sentAt ?? 0) || other.at - one.at);
  return pageOf('Messages', found, query, accountSid, (message) => messageBody(message, accountSid));
}

/** A page of the calls to and from a number, newest first, as Twilio's API shows them while they wait for their turn: they have not started. */
export function callsOf(calls: readonly StubCall[], query: URLSearchParams, accountSid: string): object {
  const fits = ({ to, from }: StubCall) =>
    (query.get('To') ?? to) === to && (query.get('From') ?? from) === from && !query.has('StartTime>');
  const shown = ({ sid, to, from, at }: StubCall) => ({
    ...{
      account_sid: accountSid,
      api_version: '2010-04-01',
      date_created: rfc2822(at),
      date_updated: rfc2822(at),
      direction: 'outbound-api',
    },
    ...{ sid, to, from, status: 'queued', start_time: null, end_time: null, duration: null, answered_by: null, price: null },
  });
  return pageOf('Calls', calls.filter(fits).reverse(), query, accountSid, shown);
}

function pageOf<T>(
  resource: 'Messages' | 'Calls',
  found: readonly T[],
  query: URLSearchParams,
  accountSid: string,
  shown: (one: T) => object,
): object {
  const size = Math.min(1000, Number(query.get('PageSize') ?? 50));
  const page = Number(query.get('Page') ?? 0);
  const path = `/2010-04-01/Accounts/${accountSid}/${resource}.json`;
  const uriOf = (number: number) => {
    const next = new URLSearchParams(query);
    next.set('PageSize', String(size));
    next.set('Page', String(number));
    return `${path}?${next.toString()}`;
  };
  return {
    [resource.toLowerCase()]: found.slice(page * size, (page + 1) * size).map(shown),
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
