import { once } from 'node:events';
import smpp, { type Pdu, type Session } from 'smpp';
import { createRules } from './smtp-rules.ts';

/** How the stub answers a submit_sm otherwise than by taking it. See smtpRule for the words. */
export interface SmppRule {
  readonly answer: { readonly status: number } | 'hang' | 'reset' | 'accept-then-die' | 'accept';
  /** Only numbers that contain this text. */
  readonly to?: string;
  readonly times?: number;
  readonly after?: number;
  readonly delayMs?: number;
}

/** A part that the stub has taken. */
export interface SmppKept {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly pdu: Pdu;
}

/** A running SMPP 3.4 server that delivers nowhere. */
export interface SmppStub {
  /** With the system id and the password that it takes. */
  readonly url: string;
  readonly port: number;
  /** What was taken, oldest first. */
  kept(): readonly SmppKept[];
  /** Most submit_sm that were unanswered at once. */
  mostUnanswered(): number;
  /** Binds so far. */
  binds(): number;
  behave(rules: readonly SmppRule[]): void;
  /** Whether enquire_link is answered; true at first. */
  answerEnquiries(yes: boolean): void;
  /** Brings a deliver_sm over every session; resolves to the command_status of the answers. */
  deliver(fields: object): Promise<number[]>;
  /** Cuts every connection. */
  cut(): void;
  stop(): Promise<void>;
}

const WRONG_PASSWORD = 0x0e;

/** Starts an SMPP server on the loopback address that keeps what it is given, and answers by rule. */
export async function startSmppStub(options: { port?: number; idOf?: (number: number) => string } = {}): Promise<SmppStub> {
  const kept: SmppKept[] = [];
  const rules = createRules<SmppRule>();
  const idOf = options.idOf ?? String;
  const counts = { binds: 0, unanswered: 0, most: 0, ids: 0 };
  let enquiries = true;

  function submit(session: Session, pdu: Pdu): void {
    const to = String(pdu['destination_addr']);
    counts.unanswered += 1;
    counts.most = Math.max(counts.most, counts.unanswered);
    const take = (): string => {
      counts.ids += 1;
      const id = idOf(counts.ids);
      kept.push({ id, to, text: textOf(pdu), pdu });
      return id;
    };
    const reply = (fields: object): void => {
      counts.unanswered -= 1;
      session.send(pdu.response(fields));
    };
    const rule = rules.take(() => true, [to]);
    const act = (): void => {
      const answer = rule?.answer ?? 'accept';
      if (answer === 'accept') reply({ message_id: take() });
      else if (typeof answer === 'object') reply({ command_status: answer.status });
      else if (answer !== 'hang') {
        if (answer === 'accept-then-die') take();
        counts.unanswered -= 1;
        session.socket.resetAndDestroy();
      }
    };
    if (rule?.delayMs === undefined) act();
    else setTimeout(act, rule.delayMs);
  }

  const server = smpp.createServer((session) => {
    session.on('error', () => session.destroy());
    session.on('bind_transceiver', (pdu: Pdu) => {
      const known = pdu['system_id'] === 'loa' && pdu['password'] === 'secret';
      if (known) counts.binds += 1;
      session.send(pdu.response(known ? { system_id: 'stub' } : { command_status: WRONG_PASSWORD }));
    });
    session.on('submit_sm', (pdu: Pdu) => submit(session, pdu));
    session.on('enquire_link', (pdu: Pdu) => void (enquiries && session.send(pdu.response())));
    session.on('unbind', (pdu: Pdu) => void session.send(pdu.response()));
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const cut = (): void => {
    for (const session of [...server.sessions]) session.socket.resetAndDestroy();
  };

  return {
    url: `smpp://loa:secret@127.0.0.1:${address.port}`,
    port: address.port,
    kept: () => kept,
    mostUnanswered: () => counts.most,
    binds: () => counts.binds,
    behave: (next) => rules.set(next),
    answerEnquiries: (yes) => void (enquiries = yes),
    deliver: (fields) =>
      Promise.all(
        server.sessions.map(
          (session) =>
            new Promise<number>((resolve) => void session.send(new smpp.PDU('deliver_sm', fields), (pdu) => resolve(pdu.command_status))),
        ),
      ),
    cut,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}

function textOf(pdu: Pdu): string {
  const of = (field: unknown): string =>
    typeof field === 'object' && field !== null && 'message' in field && typeof field.message === 'string' ? field.message : '';
  return of(pdu['short_message']) || of(pdu['message_payload']);
}
