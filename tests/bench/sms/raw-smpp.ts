import { once } from 'node:events';
import type { OutgoingMessage } from '@loa/domain/ports';
import smpp from 'smpp';
import { nthOf, type RawChannel } from '../raw/raw-channel.ts';

/** npm `smpp` alone: a bound session, so many submit_sm unanswered at once, texts encoded before. */
export async function rawSmpp(url: string, messages: readonly OutgoingMessage[], slots: number): Promise<RawChannel> {
  const { hostname: host, port, username, password } = new URL(url);
  const session = smpp.connect({ host, port: Number(port), tls: false, servername: host });
  await once(session, 'connect');
  const ask = (command: string, fields: object) =>
    new Promise<number>((resolve) => void session.send(new smpp.PDU(command, fields), (pdu) => resolve(pdu.command_status)));
  if ((await ask('bind_transceiver', { system_id: username, password, interface_version: 0x34 })) !== 0) throw new Error('not bound');
  const submits = messages.map(({ to, content }) => ({
    ...{ source_addr_ton: 5, source_addr: 'LOA', dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: to.slice(1) },
    ...{ registered_delivery: 1, data_coding: 8, short_message: smpp.encodings.UCS2.encode(content.text) },
  }));
  return {
    slots,
    async send(nth) {
      const status = await ask('submit_sm', nthOf(submits, nth));
      if (status !== 0) throw new Error(`the stub answered ${status}`);
    },
    close: () => session.destroy(),
  };
}
